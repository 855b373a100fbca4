package io.meshplane.route;

import io.meshplane.contracts.id.NodeId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that wait until the route of a node changes. Thread-safe. */
final class RouteWaits {
    private final int limit;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<NodeId, Set<UniEmitter<? super Void>>> waits = new ConcurrentHashMap<>();

    /** @param limit of callers at once; who comes above it does not wait */
    RouteWaits(int limit) {
        this.limit = limit;
    }

    /**
     * Completes with the next change of a node's route; at once if too many wait, or the route changed already.
     *
     * @param unchanged asked once the caller is among those who wait, so that no change is missed
     */
    Uni<Void> next(NodeId node, java.util.function.BooleanSupplier unchanged) {
        return Uni.createFrom().emitter(emitter -> {
            if (waiting.incrementAndGet() > limit) {
                waiting.decrementAndGet();
                emitter.complete(null);
                return;
            }
            waits.compute(node, (key, set) -> {
                Set<UniEmitter<? super Void>> all = set == null ? ConcurrentHashMap.newKeySet() : set;
                all.add(emitter);
                return all;
            });
            emitter.onTermination(() -> leave(node, emitter));
            if (!unchanged.getAsBoolean()) finish(node, emitter);
        });
    }

    private void finish(NodeId node, UniEmitter<? super Void> emitter) {
        leave(node, emitter);
        emitter.complete(null);
    }

    private void leave(NodeId node, UniEmitter<? super Void> emitter) {
        waits.computeIfPresent(node, (key, set) -> {
            if (set.remove(emitter)) waiting.decrementAndGet();
            return set.isEmpty() ? null : set;
        });
    }

    /** The routes of these nodes changed. */
    void changed(Collection<NodeId> nodes) {
        for (NodeId node : nodes) {
            Set<UniEmitter<? super Void>> set = waits.get(node);
            if (set != null) for (UniEmitter<? super Void> emitter : set) finish(node, emitter);
        }
    }

    /** Callers that wait now. */
    int waiting() {
        return waiting.get();
    }
}
