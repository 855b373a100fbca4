package io.meshplane.ingest;

import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.TrackedNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes that were written lately, as the database has them; the longest unused go first when memory is full. Not thread-safe. */
final class NodeMemory {
    private final long maxBytes;
    private final LinkedHashMap<NodeKey, TrackedNode> nodes = new LinkedHashMap<>(16, 0.75f, true);

    NodeMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Nullable TrackedNode find(NodeKey key) {
        return nodes.get(key);
    }

    void keep(Map<NodeKey, TrackedNode> loaded) {
        nodes.putAll(loaded);
    }

    /** What is remembered of them may not be what the database has. */
    void forget(Collection<NodeKey> keys) {
        keys.forEach(nodes::remove);
    }

    void clear() {
        nodes.clear();
    }

    /** Keeps within its limit; whoever holds a node from before goes on with it. */
    void shrink() {
        long used = 0;
        for (TrackedNode node : nodes.values()) used += node.series().sizeBytes();
        Iterator<TrackedNode> oldestFirst = nodes.values().iterator();
        while (used > maxBytes && oldestFirst.hasNext()) {
            used -= oldestFirst.next().series().sizeBytes();
            oldestFirst.remove();
        }
    }

    int size() {
        return nodes.size();
    }
}
