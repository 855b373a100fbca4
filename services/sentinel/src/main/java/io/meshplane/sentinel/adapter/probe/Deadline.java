package io.meshplane.sentinel.adapter.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** When a probe must have ended, whatever it is waiting for. */
final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** @throws SocketTimeoutException if nothing is left */
    int leftMillis() throws SocketTimeoutException {
        long left = (endNanos - System.nanoTime()) / 1_000_000;
        if (left < 1) throw new SocketTimeoutException("no answer in time");
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    Duration left() throws SocketTimeoutException {
        return Duration.ofMillis(leftMillis());
    }
}
