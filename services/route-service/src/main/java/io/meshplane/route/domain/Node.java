package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node of one network as it stands now: also one that has not been heard of but by its neighbours. Changed by {@link Network} only. */
final class Node {
    static final int NO_NUMBER = -1;

    final NodeId id;
    /** Its own ends. */
    final Set<LinkEnd> ends = new LinkedHashSet<>();
    /** Ends of others that lead to it. */
    final Set<LinkEnd> towards = new LinkedHashSet<>();

    @Nullable Membership membership;

    @Nullable Instant heardAt;
    /** As of the last look. */
    boolean stale = true;
    /** In the graph. */
    int number = NO_NUMBER;

    /** The ends that its route leads over, in the order of traffic; null = it has none. */
    @Nullable List<LinkEnd> way;

    @Nullable Route route;
    /** Whether its route is to be chosen anew. */
    boolean look = true;

    Node(NodeId id) {
        this.id = id;
    }

    boolean isMember() {
        return membership != null;
    }

    boolean isGateway() {
        return membership != null && membership.isGateway();
    }
}
