package io.meshplane.ingest;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.stream.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chains of all nodes, within a bound in bytes: the one that was used longest ago goes first, and its node is asked for a
 * self-contained upload. Whoever takes a chain has it alone until it gives it back.
 */
@Singleton
public class Chains {
    private static final int SHARE_OF_HEAP = 2;

    /** Which chain: a node's lane; null is format 1, which has no state. */
    private record Key(String nodeId, @Nullable Lane lane) {}

    private record Idle(Chain chain, int sizeBytes) {}

    private final long maxBytes;
    private final Counter dropped;
    private final LinkedHashMap<Key, Idle> idle = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Chain> taken = new HashMap<>();
    private long idleBytes;

    @Inject
    Chains(IngestConfig config, MeterRegistry meters) {
        this(
                config.chains()
                        .map(size -> size.asLongValue())
                        .orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP),
                meters);
    }

    Chains(long maxBytes, MeterRegistry meters) {
        this.maxBytes = maxBytes;
        if (maxBytes < 1) throw new IllegalArgumentException("meshplane.ingest.chains < 1: " + maxBytes);
        this.dropped = Counter.builder("ingest.chains.dropped")
                .description("States of nodes that were forgotten for want of memory")
                .register(meters);
        Gauge.builder("ingest.chains", this, Chains::count)
                .description("States of nodes in memory, one per lane")
                .register(meters);
        Gauge.builder("ingest.chains.size", this, Chains::sizeBytes)
                .baseUnit("bytes")
                .register(meters);
    }

    /** A node's chain, new if there is none; null while another upload has it. */
    synchronized @Nullable Chain take(NodeId node, @Nullable Lane lane, Limits limits) {
        Key key = new Key(node.value(), lane);
        if (taken.containsKey(key)) return null;
        Idle known = idle.remove(key);
        if (known != null) idleBytes -= known.sizeBytes;
        Chain chain = known == null ? new Chain(lane == null ? Lane.LIVE : lane, limits) : known.chain;
        taken.put(key, chain);
        return chain;
    }

    /** Forgets a chain that is taken: what was read by it is not its node's. */
    synchronized void forget(NodeId node, @Nullable Lane lane) {
        taken.remove(new Key(node.value(), lane));
    }

    /** Gives a chain back; one that has neither state nor record is not worth keeping. */
    synchronized void giveBack(NodeId node, @Nullable Lane lane) {
        Key key = new Key(node.value(), lane);
        Chain chain = taken.remove(key);
        if (chain == null || (!chain.reader.hasState() && chain.unacknowledged() == null)) return;
        Idle kept = new Idle(chain, chain.sizeBytes());
        idle.put(key, kept);
        idleBytes += kept.sizeBytes;
        Iterator<Idle> oldest = idle.values().iterator();
        while (idleBytes > maxBytes) {
            idleBytes -= oldest.next().sizeBytes;
            oldest.remove();
            dropped.increment();
        }
    }

    synchronized long count() {
        return idle.size();
    }

    synchronized long sizeBytes() {
        return idleBytes;
    }
}
