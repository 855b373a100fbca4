package io.meshplane.payment.domain.chain;

import java.time.Duration;

/** How long to wait for one full node before another one is asked too. */
public final class HedgeRules {
    private static final int PERCENT = 95;
    private static final int ENOUGH = 8;

    /**
     * The delay: what 95 of 100 reads took at most, within limits.
     *
     * @param bodies how long reads took lately
     * @return {@code most} until there were enough reads to tell
     */
    public static Duration delay(Latencies bodies, Duration least, Duration most) {
        if (bodies.micros().size() < ENOUGH) return most;
        Duration usual = Duration.ofNanos(bodies.quantileMicros(PERCENT) * 1_000);
        if (usual.compareTo(least) < 0) return least;
        return usual.compareTo(most) > 0 ? most : usual;
    }

    private HedgeRules() {}
}
