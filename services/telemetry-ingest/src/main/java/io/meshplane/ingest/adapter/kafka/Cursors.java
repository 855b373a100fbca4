package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.CursorRules;
import io.meshplane.ingest.domain.Progress;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cursor of every node: {@code cursors.v1}, which all instances share, and beside it what this process knows more exactly
 * of the nodes it served.
 */
@ApplicationScoped
public class Cursors {
    private final StateTopic<CursorAdvanced> published;
    private final Map<String, Progress> served = new ConcurrentHashMap<>();

    Cursors(StateTopics stateTopics) {
        this.published = stateTopics.follow(Topics.CURSORS, (key, cursor) -> {});
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower
    }

    /** False while the topic is still being read from its beginning: a repeat would pass for new. */
    public boolean areRead() {
        return published.isCaughtUp();
    }

    /** How far a node is; empty if nothing came from it yet. */
    public Optional<Progress> find(NodeId node) {
        return Optional.ofNullable(merged(served.get(node.value()), published.get(node.value())));
    }

    /** Keeps what an upload changed, once all its events are on Kafka. */
    public void keep(Progress progress) {
        served.put(progress.node().value(), progress);
    }

    /**
     * Nodes of a network by id.
     *
     * @param after only ids behind this one
     */
    public List<Progress> page(NetworkId network, String after, int limit) {
        return published.snapshot().values().stream()
                .filter(cursor -> cursor.getNetworkId().equals(network.value()) && isSound(cursor))
                .filter(cursor -> cursor.getNodeId().compareTo(after) > 0)
                .sorted(Comparator.comparing(CursorAdvanced::getNodeId))
                .limit(limit)
                .map(cursor -> find(new NodeId(cursor.getNodeId())).orElseThrow())
                .toList();
    }

    private static @Nullable Progress merged(@Nullable Progress own, @Nullable CursorAdvanced theirs) {
        if (theirs == null || !isSound(theirs)) return own;
        if (own == null) {
            Cursor cursor = CursorRules.restore(theirs.getBootId(), theirs.getSequence(), theirs.getMissing());
            return progress(theirs, cursor, null);
        }
        Cursor cursor = CursorRules.absorb(own.cursor(), theirs.getBootId(), theirs.getSequence(), theirs.getMissing());
        return cursor.equals(own.cursor()) ? own : progress(theirs, cursor, own);
    }

    private static boolean isSound(CursorAdvanced cursor) {
        return cursor.getSequence() >= 1 && cursor.getMissing() >= 0 && cursor.getMissing() < cursor.getSequence();
    }

    private static Progress progress(CursorAdvanced theirs, Cursor cursor, @Nullable Progress own) {
        return new Progress(
                new NodeId(theirs.getNodeId()),
                new NetworkId(theirs.getNetworkId()),
                cursor,
                theirs.getMetricsPartition(),
                theirs.getMetricsOffset(),
                own == null ? null : own.heardAt());
    }
}
