package io.meshplane.launcher;

import io.meshplane.launcher.Http.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Whether a process is healthy, and in a few words why not. */
final class Health {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String NO_ANSWER = "no answer yet";

    /** A process of devstack: it has written its ready file, and all its ports answer. */
    static Part.Probe ofDevstack(Path readyFile, List<Part.Row> rows) {
        return pid -> {
            Optional<Properties> facts = DataFolder.read(readyFile);
            // a file of another pid is what an earlier process has left
            if (facts.filter(ready -> ready.getProperty("pid", "").equals(Long.toString(pid)))
                    .isEmpty()) {
                return Optional.of(NO_ANSWER);
            }
            return rows.stream()
                    .flatMap(row -> row.ports().stream()
                            .filter(port -> !Ports.answers(port))
                            .map(port -> row.name() + " does not answer on port " + port))
                    .findFirst();
        };
    }

    /** A service: MicroProfile Health on its management port. */
    static Part.Probe ofService(int port) {
        return pid -> {
            Optional<Answer> answer = ask("http://127.0.0.1:" + port + "/q/health/ready");
            if (answer.isEmpty()) return Optional.of(NO_ANSWER);
            return answer.get().status() == 200 ? Optional.empty() : Optional.of(complaints(answer.get()));
        };
    }

    /** The checks that are down, with what they say. */
    static String complaints(Answer health) {
        List<Json> checks;
        try {
            checks = health.json().items("checks");
        } catch (IllegalArgumentException noJson) {
            checks = List.of();
        }
        String words = checks.stream()
                .filter(check -> !check.text("status").equals("UP"))
                .map(Health::complaint)
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "health says " + health.status() : words;
    }

    private static String complaint(Json check) {
        if (!(check.get("data").orElse(check) instanceof Json.Struct(Map<String, Json> data)))
            return check.text("name");
        String details = data.entrySet().stream()
                .filter(detail ->
                        !detail.getKey().equals("name") && !detail.getKey().equals("status"))
                .map(detail -> Map.entry(detail.getKey(), detail.getValue().plain()))
                .filter(detail ->
                        !detail.getValue().isEmpty() && !detail.getValue().equals("0"))
                .map(detail -> detail.getKey() + " " + detail.getValue())
                .collect(Collectors.joining(", "));
        return check.text("name") + (details.isEmpty() ? "" : " (" + details + ")");
    }

    /** The agent's own page; of many simulated nodes, how many are in trouble and with what. */
    static Part.Probe ofAgent(int port) {
        return pid -> {
            Optional<Answer> health = ask("http://127.0.0.1:" + port + "/health");
            if (health.isEmpty()) return Optional.of(NO_ANSWER);
            if (health.get().status() == 200) return Optional.empty();
            return ask("http://127.0.0.1:" + port + "/status")
                    .map(Health::agentComplaint)
                    .or(() -> Optional.of(NO_ANSWER));
        };
    }

    static String agentComplaint(Answer status) {
        Json page;
        try {
            page = status.json();
        } catch (IllegalArgumentException noJson) {
            return "its status page cannot be read";
        }
        List<Json> nodes = page.items("nodes");
        if (nodes.isEmpty()) return nodeComplaint(page);
        List<Json> unwell = nodes.stream()
                .filter(node -> !node.text("healthy").equals("true"))
                .toList();
        if (unwell.isEmpty()) return NO_ANSWER;
        return unwell.size() + " of " + nodes.size() + " nodes: " + nodeComplaint(unwell.getFirst());
    }

    private static String nodeComplaint(Json node) {
        String error = node.text("lastError");
        String stage = node.text("enrolled").equals("true") ? "ships its first batch" : "enrols";
        return error.isEmpty() ? stage : stage + ", " + error;
    }

    private static Optional<Answer> ask(String url) {
        try {
            return Optional.of(Http.get(url, Map.of(), LIMIT));
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }

    private Health() {}
}
