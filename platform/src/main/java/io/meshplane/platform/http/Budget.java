package io.meshplane.platform.http;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** So many units (bytes, places) are taken at once, and no more. Who gets none is turned away: nobody waits here. */
public final class Budget {
    private final long max;
    private final AtomicLong taken = new AtomicLong();

    /**
     * A budget of which nothing is taken.
     *
     * @param key of the configuration, for the message
     * @throws IllegalArgumentException below 1
     */
    public Budget(String key, long max) {
        if (max < 1) throw new IllegalArgumentException(key + " < 1: " + max);
        this.max = max;
    }

    /**
     * Takes units if that many are left; then {@link #giveBack} must follow, once.
     *
     * @param units 0 or more
     */
    public boolean take(long units) {
        if (units < 0) throw new IllegalArgumentException("units < 0: " + units);
        long before = taken.get();
        while (units <= max - before) {
            if (taken.compareAndSet(before, before + units)) return true;
            before = taken.get();
        }
        return false;
    }

    /**
     * Gives back what was taken.
     *
     * @throws IllegalStateException if it was not: a caller's bug
     */
    public void giveBack(long units) {
        long left = taken.addAndGet(-units);
        if (left < 0) throw new IllegalStateException("more was given back than taken: " + left);
    }

    /** Does the work while holding one unit, given back when the work ends, fails, or its caller hangs up. */
    public <T> Uni<T> admit(Uni<T> work, Supplier<T> turnedAway) {
        return Uni.createFrom().deferred(() -> {
            if (!take(1)) return Uni.createFrom().item(turnedAway);
            return work.onTermination().invoke(() -> giveBack(1));
        });
    }

    /** Units in use now. */
    public long taken() {
        return taken.get();
    }

    public long max() {
        return max;
    }
}
