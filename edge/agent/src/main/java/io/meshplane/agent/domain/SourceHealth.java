package io.meshplane.agent.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source that is looked at again and again, and what to do with it. One attempt runs at a time. One that is
 * over its deadline is given up; since it may hang in the kernel for ever, at most {@link #MAX_STUCK} given-up attempts are borne
 * before the source is left alone until one of them ends. After failures the source is asked less often.
 *
 * @param attempt number of the latest attempt; 0 = none yet
 * @param runningSinceMs null = none runs that was not given up
 * @param stuck attempts that were given up and have not ended
 * @param failures in a row, attempts given up included
 * @param notBeforeMs no new attempt before that
 * @param lastGoodMs begin of the latest attempt that gave values; null = none did
 * @param late whether the latest attempt is over its deadline or was
 */
public record SourceHealth(
        int attempt,
        @Nullable Long runningSinceMs,
        int stuck,
        int failures,
        long notBeforeMs,
        @Nullable Long lastGoodMs,
        boolean late) {
    /** Given-up attempts that may hang at once. */
    public static final int MAX_STUCK = 2;

    private static final int MAX_DOUBLINGS = 16;

    /**
     * How a source is treated.
     *
     * @param deadline of one attempt
     * @param firstRetry wait after the first failure; doubles with each further one
     * @param retryCap longest wait
     */
    public record Policy(Duration deadline, Duration firstRetry, Duration retryCap) {}

    /** What to do at a tick. */
    public enum Action {
        START,
        /** Interrupt the attempt that runs; its result is of no use any more. */
        GIVE_UP,
        LEAVE
    }

    /** An action, and the health after it. */
    public record Decision(SourceHealth next, Action action) {}

    public static SourceHealth unknown() {
        return new SourceHealth(0, null, 0, 0, Long.MIN_VALUE, null, false);
    }

    /** What to do now. After GIVE_UP the question may be asked again. */
    public Decision tick(long nowMs, Policy policy) {
        if (runningSinceMs != null) {
            boolean over = nowMs - runningSinceMs >= policy.deadline().toMillis();
            return over ? new Decision(givenUp(nowMs, policy), Action.GIVE_UP) : new Decision(this, Action.LEAVE);
        }
        if (nowMs < notBeforeMs || stuck >= MAX_STUCK) return new Decision(this, Action.LEAVE);
        SourceHealth started = new SourceHealth(attempt + 1, nowMs, stuck, failures, notBeforeMs, lastGoodMs, late);
        return new Decision(started, Action.START);
    }

    private SourceHealth givenUp(long nowMs, Policy policy) {
        long retryAtMs = nowMs + retryDelayMs(policy, failures + 1);
        return new SourceHealth(attempt, null, stuck + 1, failures + 1, retryAtMs, lastGoodMs, true);
    }

    /** An attempt ended, with values or without. One that was given up frees its place, no more. */
    public SourceHealth ended(int ended, boolean good, long nowMs, Policy policy) {
        if (ended != attempt || runningSinceMs == null) {
            return new SourceHealth(
                    attempt, runningSinceMs, Math.max(0, stuck - 1), failures, notBeforeMs, lastGoodMs, late);
        }
        if (good) return new SourceHealth(attempt, null, stuck, 0, Long.MIN_VALUE, runningSinceMs, false);
        long retryAtMs = nowMs + retryDelayMs(policy, failures + 1);
        return new SourceHealth(attempt, null, stuck, failures + 1, retryAtMs, lastGoodMs, false);
    }

    /** Whether the running attempt is the one of this number: only that one's values count. */
    public boolean awaits(int number) {
        return number == attempt && runningSinceMs != null;
    }

    /** Seconds since values came; null = they never did. */
    public @Nullable Long ageSeconds(long nowMs) {
        return lastGoodMs == null ? null : Math.max(0, nowMs - lastGoodMs) / 1000;
    }

    private static long retryDelayMs(Policy policy, int failures) {
        long first = policy.firstRetry().toMillis();
        // a retry is meant for a tick: a moment earlier, so that it does not miss that tick by a hair
        long delay = first * ((1L << Math.min(failures - 1, MAX_DOUBLINGS)) - 1) + first / 2;
        return Math.min(delay, policy.retryCap().toMillis());
    }
}
