package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.domain.AnswerTime;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.RecheckRules;
import io.meshplane.sentinel.domain.Thresholds;
import java.time.Duration;

/** A member of a pool as this instance sees it. What is seen stays when the pool is configured anew. */
final class ProbeTarget {
    private volatile Pool pool;
    private volatile Member member;
    private long looks; // guarded by this, as the rest
    private int failures;
    private AnswerTime answerTime = AnswerTime.UNKNOWN;

    ProbeTarget(Pool pool, Member member) {
        this.pool = pool;
        this.member = member;
    }

    void becomes(Pool newPool, Member newMember) {
        pool = newPool;
        member = newMember;
    }

    Pool pool() {
        return pool;
    }

    Member member() {
        return member;
    }

    /**
     * A look has ended.
     *
     * @param number how many looks at this member have ended, this one included
     * @param failuresInARow 0 if it was passed
     */
    record Seen(long number, int failuresInARow) {}

    synchronized Seen saw(ProbeResult result) {
        switch (result) {
            case ProbeResult.Passed(long latencyMicros) -> {
                failures = 0;
                answerTime = answerTime.after(latencyMicros);
            }
            case ProbeResult.Failed ignored -> failures = Math.min(failures + 1, Thresholds.IN_A_ROW_MAX);
        }
        return new Seen(++looks, failures);
    }

    synchronized Duration late(Duration atLeast) {
        return answerTime.late(atLeast);
    }

    synchronized int failuresInARow() {
        return failures;
    }

    /** See {@link RecheckRules}. */
    boolean isRecheckedAtOnce(int failuresBefore, int looksOfBurst) {
        return RecheckRules.isRecheckedAtOnce(failuresBefore, looksOfBurst, pool.thresholds());
    }
}
