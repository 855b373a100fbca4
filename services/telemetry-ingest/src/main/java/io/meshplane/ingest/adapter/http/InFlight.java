package io.meshplane.ingest.adapter.http;

import io.meshplane.platform.http.Problem;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** So many requests of a kind are worked on at once, and no more. */
final class InFlight {
    private final Semaphore places;

    /**
     * A bound.
     *
     * @param key of the configuration, for the message
     * @throws IllegalArgumentException below 1
     */
    InFlight(String key, int max) {
        if (max < 1) throw new IllegalArgumentException(key + " < 1: " + max);
        this.places = new Semaphore(max);
    }

    /** Takes a place if there is one; then {@link #leave} must follow. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    /** Does the work if there is a place, which is free again when it ends, fails, or its caller hangs up. */
    <T> Uni<T> admit(Uni<T> work, Supplier<T> turnedAway) {
        return Uni.createFrom().deferred(() -> {
            if (!enter()) return Uni.createFrom().item(turnedAway);
            return work.onTermination().invoke(this::leave);
        });
    }

    /** What the one who was turned away hears. */
    static Problem tooMany(String detail) {
        return new Problem("urn:meshplane:problem:too-many", "Too much at once", 429, detail, null);
    }
}
