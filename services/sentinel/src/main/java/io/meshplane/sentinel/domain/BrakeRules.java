package io.meshplane.sentinel.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Too many switches at once are more likely our own mistake than everybody's death. In a zone of some size no more than a share
 * of its pools is switched within a minute; the rest waits, and a person is called.
 */
public final class BrakeRules {
    /** Below this many pools a share means nothing. */
    static final int POOLS_MIN = 10;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /**
     * Whether one more pool may be switched.
     *
     * @param poolsInZone how many there are
     * @param lastSwitches when pools of the zone were last led from one answer to another
     * @param share of the pools, above 0; 1 = no brake
     */
    public static boolean allows(int poolsInZone, Collection<Instant> lastSwitches, double share, Instant now) {
        if (poolsInZone < POOLS_MIN) return true;
        long lately =
                lastSwitches.stream().filter(at -> at.plus(WINDOW).isAfter(now)).count();
        return lately + 1 <= share * poolsInZone;
    }

    private BrakeRules() {}
}
