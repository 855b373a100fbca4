package io.meshplane.bench.routes;

import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.report.TextTable;
import java.util.List;
import java.util.Locale;

/** Figures for people. */
final class RoutesTables {
    static String of(Findings findings, MachineFacts machine, double loadAfter, RoutesOptions options) {
        StringBuilder text = new StringBuilder();
        text.append(machine.inWords())
                .append(String.format(Locale.ROOT, ", %.1f after%n", loadAfter))
                .append(String.format(
                        Locale.ROOT,
                        "seed %d%s; synthetic meshes are geometric, six links a node%n",
                        options.seed(),
                        options.quick() ? ", quick: figures are rough" : ""));
        TextTable figures = new TextTable(List.of("figure", "mesh", "value", "unit", "beside"));
        for (Figure figure : findings.figures()) {
            String value =
                    String.format(Locale.ROOT, Math.abs(figure.value()) >= 1000 ? "%,.0f" : "%.2f", figure.value());
            figures.row(List.of(figure.name(), figure.subject(), value, figure.unit(), figure.comparable()));
        }
        text.append('\n').append(figures.render());
        TextTable goals = new TextTable(List.of("goal", "wanted", "measured", ""));
        for (Goal goal : findings.goals()) {
            goals.row(List.of(
                    goal.name(), goal.wantedInWords(), goal.measuredInWords(), goal.isMet() ? "met" : "NOT MET"));
        }
        if (!findings.goals().isEmpty()) text.append('\n').append(goals.render());
        TextTable checks = new TextTable(List.of("checked", "mesh", "cases", "wrong"));
        for (Findings.Check check : findings.checks()) {
            checks.row(
                    List.of(check.what(), check.subject(), Long.toString(check.cases()), Long.toString(check.wrong())));
        }
        return text.append('\n').append(checks.render()).toString();
    }

    private RoutesTables() {}
}
