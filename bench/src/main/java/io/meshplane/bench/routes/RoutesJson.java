package io.meshplane.bench.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.report.MachineFacts;

/** Figures for programs. The keys are documented in docs/benchmarks.md; none changes its meaning within a version. */
final class RoutesJson {
    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static String of(Findings findings, MachineFacts machine, double loadAfter, RoutesOptions options) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("suite", "routes")
                .put("version", VERSION)
                .put("quick", options.quick())
                .put("seed", options.seed());
        root.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("load_before", machine.loadBefore())
                .put("load_after", loadAfter);
        ArrayNode figures = root.putArray("figures");
        for (Figure figure : findings.figures()) {
            figures.addObject()
                    .put("part", figure.part())
                    .put("mesh", figure.subject())
                    .put("name", figure.name())
                    .put("unit", figure.unit())
                    .put("value", figure.value())
                    .put("beside", figure.comparable());
        }
        ArrayNode goals = root.putArray("goals");
        for (Goal goal : findings.goals()) {
            goals.addObject()
                    .put("name", goal.name())
                    .put("unit", goal.unit())
                    .put("bound", goal.atLeast() ? "at_least" : "at_most")
                    .put("wanted", goal.wanted())
                    .put("measured", goal.measured())
                    .put("met", goal.isMet());
        }
        ArrayNode checks = root.putArray("checks");
        for (Findings.Check check : findings.checks()) {
            checks.addObject()
                    .put("mesh", check.subject())
                    .put("what", check.what())
                    .put("cases", check.cases())
                    .put("wrong", check.wrong());
        }
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private RoutesJson() {}
}
