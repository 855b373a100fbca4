package io.meshplane.ingest.domain.forward;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before a request is tried again. */
public final class RetryRules {
    private static final int DOUBLINGS_MAX = 20;

    /**
     * The policy.
     *
     * @param first pause, more than 0
     * @param longest pause of ours, not shorter
     * @param longestAsked most that a receiver may ask for by Retry-After
     */
    public record Policy(Duration first, Duration longest, Duration longestAsked) {
        public Policy {
            if (first.compareTo(Duration.ofMillis(1)) < 0 || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("pauses: 1 ms <= first <= longest is needed");
            }
        }
    }

    /**
     * The pause: doubled with each failure up to the longest, of that at least half and at most all, so that many senders do not
     * come back at once; and not shorter than the receiver asks for, within bounds.
     *
     * @param failures in a row, 1 or more
     * @param asked the receiver's Retry-After; null = it named none
     * @param chance from 0 to 1, drawn anew each time
     */
    public static Duration pause(Policy policy, int failures, @Nullable Duration asked, double chance) {
        long doubled = policy.first().toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
        long most = Math.min(doubled, policy.longest().toMillis());
        Duration own = Duration.ofMillis(Math.max(1, Math.round(most * (0.5 + chance / 2))));
        if (asked == null) return own;
        Duration bounded = asked.compareTo(policy.longestAsked()) > 0 ? policy.longestAsked() : asked;
        return bounded.compareTo(own) > 0 ? bounded : own;
    }

    private RetryRules() {}
}
