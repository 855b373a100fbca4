package io.meshplane.payment.domain.webhook;

import io.meshplane.payment.domain.notice.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice in the queue of an endpoint.
 *
 * @param attempts until now
 * @param last the newest try; null before the first
 */
public record Delivery(
        Notice.Numbered notice,
        boolean delivered,
        int attempts,
        Instant nextAt,
        @Nullable Try last) {

    /**
     * One try.
     *
     * @param status of HTTP; 0 if there was no answer
     * @param failure in words; empty if it succeeded
     */
    public record Try(Instant at, int status, String failure, int tookMillis) {
        public boolean succeeded() {
            return failure.isEmpty();
        }
    }
}
