package io.meshplane.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Figures for programs: what is alike in every suite. The keys are documented in docs/benchmarks.md. */
public final class JsonReport {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * The root of a suite's report.
     *
     * @param version of its keys: none changes its meaning within a version
     * @param quick whether figures are rough
     * @param loadAfter processes that wanted to run in the last minute of the measurement
     */
    public static ObjectNode begin(String suite, int version, boolean quick, MachineFacts machine, double loadAfter) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("suite", suite).put("version", version).put("quick", quick);
        root.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("load_before", machine.loadBefore())
                .put("load_after", loadAfter);
        return root;
    }

    /** As text, with an end of line. */
    public static String text(ObjectNode root) {
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private JsonReport() {}
}
