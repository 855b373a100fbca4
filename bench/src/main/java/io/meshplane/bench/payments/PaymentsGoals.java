package io.meshplane.bench.payments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What was measured beside what it should be. */
final class PaymentsGoals {
    /** Gnosis Chain's, and the development chain's. */
    private static final double BLOCK_SECONDS = 5;

    private static final double RATIO = 1.2;
    private static final double CLAIM_MILLIS = 5;
    private static final double LAG_MILLIS = 250;
    private static final double HEDGES_PERCENT = 10;
    private static final double HEAP_MEGABYTES = 50;

    /**
     * One goal.
     *
     * @param what is measured, with its unit, for people
     * @param key for programs
     * @param isCeiling whether it should be the goal or less; else the goal or more
     */
    record Goal(String what, String key, double measured, double goal, boolean isCeiling) {
        boolean isMet() {
            return isCeiling ? measured <= goal : measured >= goal;
        }
    }

    /** All that this run measured. */
    static List<Goal> of(PaymentsResult result) {
        List<Goal> goals = new ArrayList<>();
        result.proofs().stream()
                .filter(figure -> figure.goal() > 0)
                .forEach(figure -> goals.add(new Goal(
                        figure.what() + ", per CPU second",
                        figure.key(),
                        figure.perCpuSecond().median(),
                        figure.goal(),
                        false)));
        result.claims().ifPresent(claims -> add(claims, goals));
        return goals;
    }

    private static void add(ClaimsFigure claims, List<Goal> goals) {
        ClaimsFigure.Policy ours = claims.policies().getFirst();
        goals.add(atMost(
                "claim to verdict, p99 with one hung + one lying by p99 healthy",
                "claim_p99_ratio",
                ours.ratio(),
                RATIO));
        goals.add(atMost(
                "claim to verdict, p99 with one hung + one lying, ms",
                "claim_p99_ms",
                ours.degraded().p99Millis(),
                CLAIM_MILLIS));
        goals.add(atMost(
                "block to verdict, p99 healthy, ms",
                "lag_healthy_p99_ms",
                claims.lagHealthy().p99Millis(),
                LAG_MILLIS));
        goals.add(atMost(
                "block to verdict, p99 with one hung + one lying, ms",
                "lag_degraded_p99_ms",
                claims.lagDegraded().p99Millis(),
                LAG_MILLIS));
        goals.add(atMost("hedged requests, %", "hedges_percent", claims.hedgesPercent(), HEDGES_PERCENT));
        claims.heapBytesPerPayment()
                .ifPresent(bytes -> goals.add(atMost(
                        "heap for 10^6 confirmed payments, MB", "heap_megabytes_per_million", bytes, HEAP_MEGABYTES)));
        claims.crowdSeconds()
                .ifPresent(seconds -> goals.add(atMost(
                        claims.crowd() + " claims that wait, all looked at, s",
                        "crowd_seconds",
                        seconds,
                        BLOCK_SECONDS)));
    }

    private static Goal atMost(String what, String key, double measured, double goal) {
        return new Goal(what, key, measured, goal, true);
    }

    /** How many of them are not met. */
    static long missed(List<Goal> goals) {
        return goals.stream().filter(Predicate.not(Goal::isMet)).count();
    }

    private PaymentsGoals() {}
}
