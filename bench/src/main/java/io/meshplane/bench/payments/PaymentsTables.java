package io.meshplane.bench.payments;

import static io.meshplane.bench.report.Figures.number;
import static io.meshplane.bench.report.Figures.whole;

import io.meshplane.bench.payments.ClaimsFigure.Policy;
import io.meshplane.bench.payments.PaymentsGoals.Goal;
import io.meshplane.bench.report.TextTable;
import io.meshplane.simulation.payment.Campaign;
import java.util.List;

/** Figures for people. */
final class PaymentsTables {
    private static final double MILLION = 1e6;

    static String of(PaymentsResult result) {
        StringBuilder text = new StringBuilder();
        text.append("machine: ").append(result.machine().inWords());
        text.append(", load ").append(number(result.loadAfter(), 1)).append(" after\n");
        if (result.options().quick()) text.append("quick: figures are rough\n");
        if (!result.proofs().isEmpty()) proofs(text, result.proofs());
        result.claims().ifPresent(claims -> claims(text, claims));
        result.simulation().ifPresent(simulation -> simulation(text, simulation, result.simulationSeconds()));
        goals(text, PaymentsGoals.of(result));
        return text.toString();
    }

    private static void goals(StringBuilder text, List<Goal> goals) {
        if (goals.isEmpty()) return;
        TextTable table = new TextTable(List.of("Goal", "measured", "at most", "at least", ""));
        for (Goal goal : goals) {
            String bound = number(goal.goal(), 1);
            table.row(List.of(
                    goal.what(),
                    number(goal.measured(), 2),
                    goal.isCeiling() ? bound : "",
                    goal.isCeiling() ? "" : bound,
                    goal.isMet() ? "met" : "missed"));
        }
        text.append('\n').append(table.render());
        text.append(PaymentsGoals.missed(goals))
                .append(" of ")
                .append(goals.size())
                .append(" missed\n");
    }

    private static void proofs(StringBuilder text, List<ProofFigure> figures) {
        TextTable table = new TextTable(List.of("Per CPU second of one thread", "median", "lowest", "highest", "goal"));
        for (ProofFigure figure : figures) {
            table.row(List.of(
                    figure.what(),
                    whole(Math.round(figure.perCpuSecond().median())),
                    whole(Math.round(figure.perCpuSecond().lowest())),
                    whole(Math.round(figure.perCpuSecond().highest())),
                    figure.goal() == 0 ? "" : whole(figure.goal())));
        }
        text.append('\n').append(table.render());
    }

    private static void claims(StringBuilder text, ClaimsFigure claims) {
        TextTable table = new TextTable(List.of(
                "Claim to verdict, ms",
                "healthy p50",
                "p99",
                "one hung + one lying p50",
                "p99",
                "p99 ratio",
                "wrong",
                "no answer"));
        for (Policy policy : claims.policies()) {
            table.row(List.of(
                    policy.name(),
                    number(policy.healthy().p50Millis(), 1),
                    number(policy.healthy().p99Millis(), 1),
                    number(policy.degraded().p50Millis(), 1),
                    number(policy.degraded().p99Millis(), 1),
                    number(policy.ratio(), 2),
                    whole(policy.healthy().wrong() + policy.degraded().wrong()),
                    whole(policy.healthy().unanswered() + policy.degraded().unanswered())));
        }
        text.append('\n').append(table.render());
        text.append("ours: ")
                .append(claims.rate())
                .append(" claims/s offered, books kept; peers: the questions alone\n");
        TextTable lag =
                new TextTable(List.of("Block that makes it count to verdict, ms", "p50", "p99", "most", "rounds"));
        lag(lag, "healthy", claims.lagHealthy());
        lag(lag, "one hung + one lying", claims.lagDegraded());
        if (claims.crowd() > 0) lag(lag, whole(claims.crowd()) + " claims wait besides", claims.lagCrowded());
        text.append('\n').append(lag.render());
        text.append("hedged bodies: ").append(number(claims.hedgesPercent(), 1)).append(" %\n");
        claims.heapBytesPerPayment()
                .ifPresent(bytes -> text.append("live heap for a million confirmed payments: ")
                        .append(number(bytes * MILLION / (1 << 20), 1))
                        .append(" MiB, by what it grew per payment\n"));
    }

    private static void lag(TextTable table, String name, LatencyFigure figure) {
        table.row(List.of(
                name,
                number(figure.p50Millis(), 0),
                number(figure.p99Millis(), 0),
                number(figure.mostMillis(), 0),
                whole(figure.count())));
    }

    private static void simulation(StringBuilder text, Campaign.Result result, double seconds) {
        text.append("\nsimulation: ")
                .append(whole(result.trials()))
                .append(" trials from seed ")
                .append(result.firstSeed())
                .append(" in ")
                .append(number(seconds, 1))
                .append(" s: ")
                .append(whole(result.payments()))
                .append(" honest payments, ")
                .append(whole(result.reorganisations()))
                .append(" reorganisations, ")
                .append(whole(result.crashes()))
                .append(" crashes, ")
                .append(whole(result.finalThatFell()))
                .append(" credits of final blocks that fell; broken: ")
                .append(whole(result.brokenTrials()))
                .append('\n');
        result.broken().forEach(outcome -> text.append("  ").append(outcome).append('\n'));
    }

    private PaymentsTables() {}
}
