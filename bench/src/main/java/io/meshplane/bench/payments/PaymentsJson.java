package io.meshplane.bench.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.payments.ClaimsFigure.Policy;
import io.meshplane.bench.report.JsonReport;
import io.meshplane.simulation.payment.Campaign;

/** Figures for programs. The keys are documented in docs/benchmarks.md; none changes its meaning within a version. */
final class PaymentsJson {
    static final int VERSION = 1;

    static String of(PaymentsResult result) {
        ObjectNode root =
                JsonReport.begin("payments", VERSION, result.options().quick(), result.machine(), result.loadAfter());
        for (ProofFigure figure : result.proofs()) {
            root.withObject("/proof_per_cpu_second")
                    .putObject(figure.key())
                    .put("median", figure.perCpuSecond().median())
                    .put("lowest", figure.perCpuSecond().lowest())
                    .put("highest", figure.perCpuSecond().highest())
                    .put("rounds", figure.perCpuSecond().rounds())
                    .put("goal", figure.goal());
        }
        result.claims().ifPresent(claims -> claims(root.putObject("claims"), claims));
        result.simulation()
                .ifPresent(
                        simulation -> simulation(root.putObject("simulation"), simulation, result.simulationSeconds()));
        var goals = root.putArray("goals");
        PaymentsGoals.of(result)
                .forEach(goal -> goals.addObject()
                        .put("key", goal.key())
                        .put("measured", goal.measured())
                        .put("goal", goal.goal())
                        .put("bound", goal.isCeiling() ? "at_most" : "at_least")
                        .put("met", goal.isMet()));
        return JsonReport.text(root);
    }

    private static void claims(ObjectNode node, ClaimsFigure claims) {
        node.put("offered_per_second", claims.rate());
        ObjectNode policies = node.putObject("policies");
        for (Policy policy : claims.policies()) {
            ObjectNode one = policies.putObject(policy.key());
            latency(one.putObject("healthy"), policy.healthy());
            latency(one.putObject("one_hung_one_lying"), policy.degraded());
            one.put("p99_ratio", policy.ratio());
        }
        ObjectNode lag = node.putObject("verdict_lag");
        latency(lag.putObject("healthy"), claims.lagHealthy());
        latency(lag.putObject("one_hung_one_lying"), claims.lagDegraded());
        if (claims.crowd() > 0) {
            latency(lag.putObject("crowded").put("waiting_claims", claims.crowd()), claims.lagCrowded());
        }
        claims.crowdSeconds().ifPresent(seconds -> node.put("crowd_looked_at_seconds", seconds));
        node.put("hedges_percent", claims.hedgesPercent());
        claims.heapBytesPerPayment().ifPresent(bytes -> node.put("heap_bytes_per_confirmed_payment", bytes));
    }

    private static void latency(ObjectNode node, LatencyFigure figure) {
        node.put("count", figure.count())
                .put("p50_ms", figure.p50Millis())
                .put("p99_ms", figure.p99Millis())
                .put("most_ms", figure.mostMillis())
                .put("wrong", figure.wrong())
                .put("unanswered", figure.unanswered());
    }

    private static void simulation(ObjectNode node, Campaign.Result result, double seconds) {
        node.put("trials", result.trials())
                .put("seed", result.firstSeed())
                .put("wall_seconds", seconds)
                .put("honest_payments", result.payments())
                .put("reorganisations", result.reorganisations())
                .put("crashes", result.crashes())
                .put("final_that_fell", result.finalThatFell())
                .put("broken_trials", result.brokenTrials());
        var broken = node.putArray("broken");
        result.broken().forEach(outcome -> {
            ObjectNode one = broken.addObject().put("seed", outcome.seed());
            outcome.violations().forEach(one.putArray("violations")::add);
        });
    }

    private PaymentsJson() {}
}
