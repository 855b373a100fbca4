package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one network: members, links, prices. It is a table of the newest facts, so the order in which facts of
 * different keys come does not matter. Not thread-safe.
 *
 * <p>A link stays as it was last reported until its end reports otherwise; how old a report may be is not judged yet.
 */
public final class Network {
    private final NavigableMap<NodeId, Boolean> members = new TreeMap<>(Comparator.comparing(NodeId::value));
    private final NavigableMap<LinkKey, Observation> links = new TreeMap<>();
    private final NavigableMap<Port, PriceTag> prices = new TreeMap<>();

    /** What a fact changed. */
    public enum Change {
        /** Routes may differ now. */
        CHANGED,
        /** It said what was known. */
        UNCHANGED,
        /** It is older than what is known, and was left out. */
        LATE
    }

    /**
     * An enrolled node.
     *
     * @param gateway whether it reaches the internet itself
     */
    public Change join(NodeId node, boolean gateway) {
        return change(members.put(node, gateway), gateway);
    }

    /** A node that is put out, or unknown. */
    public Change leave(NodeId node) {
        return change(members.remove(node), null);
    }

    /**
     * What an end reports. Within a boot the higher sequence is newer; a report of another boot replaces what was known, for
     * boots have no order but that of arrival.
     */
    public Change observe(Observation seen) {
        Observation known = links.get(seen.key());
        if (known != null && known.bootId() == seen.bootId() && seen.sequence() < known.sequence()) return Change.LATE;
        links.put(seen.key(), seen);
        return known != null && seen.saysTheSameAs(known) ? Change.UNCHANGED : Change.CHANGED;
    }

    /** An end that is no longer reported. */
    public Change forget(LinkKey key) {
        return change(links.remove(key), null);
    }

    /** A price, or null: none is set. */
    public Change price(Port port, @Nullable PriceTag tag) {
        return change(tag == null ? prices.remove(port) : prices.put(port, tag), tag);
    }

    private static Change change(@Nullable Object before, @Nullable Object after) {
        boolean same = before == null ? after == null : before.equals(after);
        return same ? Change.UNCHANGED : Change.CHANGED;
    }

    /** Members by id; true = gateway. */
    public SortedMap<NodeId, Boolean> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    /** The newest observation of every end, by node, interface and peer. */
    public NavigableMap<LinkKey, Observation> links() {
        return Collections.unmodifiableNavigableMap(links);
    }

    public NavigableMap<Port, PriceTag> prices() {
        return Collections.unmodifiableNavigableMap(prices);
    }
}
