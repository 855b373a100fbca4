package io.meshplane.payment.domain.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a delivery is tried again, and when an endpoint is given up. */
public final class RetryRules {
    private static final int DOUBLINGS_MAX = 30;

    /**
     * How long to try.
     *
     * @param least before the first repetition
     * @param most between two tries
     * @param disabledAfter how long an endpoint may fail without one success
     */
    public record Policy(Duration least, Duration most, Duration disabledAfter) {
        public Policy {
            if (least.isZero() || least.isNegative() || most.compareTo(least) < 0 || disabledAfter.isNegative()) {
                throw new IllegalArgumentException("back-off: 0 < least <= most, and disabled-after >= 0");
            }
        }
    }

    /**
     * The time of the next try: exponential back-off with equal jitter, half of the wait fixed and half drawn, so that receivers that
     * come back are not met by everybody at once.
     *
     * @param failures in a row until now, at least 1
     * @param jitter drawn evenly from 0 (inclusive) to 1 (exclusive)
     */
    public static Instant nextTry(Instant now, int failures, double jitter, Policy policy) {
        long doubled = policy.least().toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
        long wait = doubled <= 0
                ? policy.most().toMillis()
                : Math.min(doubled, policy.most().toMillis());
        return now.plusMillis(wait / 2 + (long) (wait / 2.0 * jitter));
    }

    /** Whether an endpoint that has failed ever since is given up. */
    public static boolean isGivenUp(@Nullable Instant failingSince, Instant now, Policy policy) {
        return failingSince != null
                && !failingSince.plus(policy.disabledAfter()).isAfter(now);
    }

    /**
     * An endpoint after a batch of tries.
     *
     * @param failures batches without any success, in a row
     * @param failingSince the end of the first of them; null while it works
     */
    public record Health(int failures, @Nullable Instant failingSince) {
        public static final Health WELL = new Health(0, null);

        /** After one more batch. */
        public Health after(boolean anySuccess, Instant now) {
            return anySuccess ? WELL : new Health(failures + 1, failingSince == null ? now : failingSince);
        }
    }

    private RetryRules() {}
}
