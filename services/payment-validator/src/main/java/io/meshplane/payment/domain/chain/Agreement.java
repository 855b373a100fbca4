package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the full nodes agree on. Every node has one vote per height, however often it was asked.
 *
 * @param windows of the nodes that may vote now
 */
public record Agreement(QuorumPolicy policy, Map<FullNode, HeaderWindow> windows) {
    public Agreement {
        windows = Map.copyOf(windows);
    }

    /** What is agreed at one height. */
    public sealed interface At {
        /** The one hash that a quorum supports. */
        record Agreed(Hash32 hash, SortedSet<FullNode> supporters) implements At {}

        /** Not enough nodes show the same hash, or any. */
        record Open() implements At {}

        /** Two hashes have a quorum: more nodes lie or lag than was assumed. Nothing may be decided here. */
        record Split(SortedMap<String, SortedSet<FullNode>> camps) implements At {}
    }

    /** What is agreed at a height. */
    public At at(long height) {
        Map<Hash32, SortedSet<FullNode>> camps = new HashMap<>(2 * windows.size());
        windows.forEach((node, window) -> {
            Hash32 hash = window.hashAtOrNull(height);
            if (hash != null) camps.computeIfAbsent(hash, _ -> new TreeSet<>()).add(node);
        });
        camps.values().removeIf(camp -> !policy.isMetBy(camp));
        if (camps.isEmpty()) return new At.Open();
        if (camps.size() > 1) return split(camps);
        Map.Entry<Hash32, SortedSet<FullNode>> only =
                camps.entrySet().iterator().next();
        return new At.Agreed(only.getKey(), only.getValue());
    }

    private static At split(Map<Hash32, SortedSet<FullNode>> camps) {
        SortedMap<String, SortedSet<FullNode>> byHash = new TreeMap<>();
        camps.forEach((hash, camp) -> byHash.put(hash.toString(), camp));
        return new At.Split(byHash);
    }

    /**
     * Whether nobody but these could be a quorum. Then what they agree on at a height is agreed below it too, as windows are
     * linked, and there is no split there.
     */
    boolean areEnough(SortedSet<FullNode> supporters) {
        List<FullNode> others = windows.keySet().stream()
                .filter(node -> !supporters.contains(node))
                .toList();
        return !policy.isMetBy(others);
    }

    /** The highest height at which a quorum agrees; -1 if there is none. */
    public long head() {
        long height =
                windows.values().stream().mapToLong(HeaderWindow::head).max().orElse(-1);
        long lowest =
                windows.values().stream().mapToLong(HeaderWindow::base).min().orElse(0);
        while (height >= lowest && !(at(height) instanceof At.Agreed)) height--;
        return height >= lowest ? height : -1;
    }

    /** Names for logs and evidence. */
    public static List<String> names(SortedSet<FullNode> nodes) {
        return nodes.stream().map(FullNode::name).toList();
    }
}
