package io.meshplane.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Polls a condition until a deadline: the only way a test waits. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A condition that may throw while it does not hold yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits until the condition holds.
     *
     * @throws AssertionError naming what was awaited, with the last exception as cause, when the deadline passes
     */
    public static void until(String what, Duration deadline, Condition condition) {
        value(what, deadline, () -> condition.holds() ? Boolean.TRUE : null);
    }

    /** Waits until the probe gives a value; null and exceptions mean "not yet". */
    public static <T> T value(String what, Duration deadline, Callable<@Nullable T> probe) {
        long end = System.nanoTime() + deadline.toNanos();
        Exception last = null;
        do {
            try {
                T value = probe.call();
                if (value != null) return value;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what, last);
    }

    private Await() {}
}
