package io.meshplane.ingest;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.stream.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    /** A chain in its place. Whoever has taken it works with it alone. */
    static final class Place {
        final Chain chain;
        private final Key key;
        private boolean taken = true;
        private boolean forgotten;
        private int sizeBytes;

        private Place(Key key, Chain chain) {
            this.key = key;
            this.chain = chain;
        }
    }

    private final long maxBytes;
    private final Counter dropped;
    /** The one that was taken longest ago first. */
    private final LinkedHashMap<Key, Place> places = new LinkedHashMap<>(16, 0.75f, true);

    private int taken;
    /** Of those that nobody has taken. */
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
    synchronized @Nullable Place take(NodeId node, @Nullable Lane lane, Limits limits) {
        Key key = new Key(node.value(), lane);
        Place place = places.get(key);
        if (place == null) {
            place = new Place(key, new Chain(lane == null ? Lane.LIVE : lane, limits));
            places.put(key, place);
        } else if (place.taken) {
            return null;
        } else {
            idleBytes -= place.sizeBytes;
            place.taken = true;
        }
        taken++;
        return place;
    }

    /** Forgets a chain that is taken, as soon as it is given back: what was read by it is not its node's. */
    synchronized void forget(Place place) {
        place.forgotten = true;
    }

    /** Gives a chain back; one that has neither state nor record is not worth keeping. */
    synchronized void giveBack(Place place) {
        taken--;
        Chain chain = place.chain;
        if (place.forgotten || (!chain.reader.hasState() && chain.unacknowledged() == null)) {
            places.remove(place.key);
            return;
        }
        place.taken = false;
        place.sizeBytes = chain.sizeBytes();
        idleBytes += place.sizeBytes;
        if (idleBytes > maxBytes) dropOldest();
    }

    private void dropOldest() {
        Iterator<Place> oldest = places.values().iterator();
        while (idleBytes > maxBytes) {
            Place place = oldest.next();
            if (place.taken) continue;
            idleBytes -= place.sizeBytes;
            oldest.remove();
            dropped.increment();
        }
    }

    synchronized long count() {
        return (long) places.size() - taken;
    }

    synchronized long sizeBytes() {
        return idleBytes;
    }
}
