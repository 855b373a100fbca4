package io.meshplane.sentinel.domain.alert;

import java.time.Duration;
import java.time.Instant;

/** When a page is tried, tried again and given up. */
public final class DeliveryRules {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    /** The longest pause between two tries; a receiver that comes back hears of it within this time. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** After that long without success. */
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

    private static final int DOUBLINGS_MAX = 10;

    /** Whether it may be tried now. A clock that went back holds it no longer than the longest pause. */
    public static boolean isDue(Page page, Instant now) {
        return page.isWaiting()
                && (!now.isBefore(page.nextAt()) || page.nextAt().isAfter(now.plus(LONGEST_PAUSE)));
    }

    /**
     * After a try that failed: half of the pause is fixed, half drawn.
     *
     * @param jitter drawn evenly from 0 (inclusive) to 1 (exclusive)
     */
    public static Page afterFailure(Page page, String failure, double jitter, Instant now) {
        if (!page.isWaiting()) return page;
        if (!now.isBefore(page.decidedAt().plus(GIVEN_UP_AFTER))) return page.givenUp(failure, now);
        long doubled = FIRST_PAUSE.toMillis() << Math.min(page.attempts(), DOUBLINGS_MAX);
        long pause = Math.min(doubled, LONGEST_PAUSE.toMillis());
        return page.failed(failure, now.plusMillis(pause / 2 + (long) (pause / 2.0 * jitter)));
    }

    /** After one that succeeded, also when somebody acknowledged meanwhile: it did arrive. */
    public static Page afterSuccess(Page page, Instant now) {
        return page.state() == Page.State.DELIVERED ? page : page.delivered(now);
    }

    private DeliveryRules() {}
}
