package io.meshplane.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent for every router of a ring, as its package runs it; node 1 is a gateway, the others relays. */
final class RouterAgents implements AutoCloseable {
    private static final Duration ENROLLED = Duration.ofMinutes(1);

    private final List<Process> processes = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>();

    static RouterAgents start(RingOfRouters ring, OperatorApi operator, Meshplane up)
            throws IOException, InterruptedException {
        RouterAgents agents = new RouterAgents();
        try {
            for (int router = 1; router <= RingOfRouters.ROUTERS; router++) {
                String token = operator.enrolmentToken(router == 1 ? "GATEWAY" : "RELAY");
                agents.processes.add(agent(ring, router, token, up));
            }
            for (int router = 1; router <= RingOfRouters.ROUTERS; router++) {
                Path identity = data(ring, router).resolve("node.json");
                agents.nodes.add(Await.value(
                        "agent " + router + " is enrolled",
                        ENROLLED,
                        () -> new ObjectMapper()
                                .readTree(Files.readString(identity))
                                .get("nodeId")
                                .asText()));
            }
            return agents;
        } catch (IOException | InterruptedException | AssertionError failure) {
            agents.close();
            throw failure;
        }
    }

    private static Path data(RingOfRouters ring, int router) {
        return ring.folder().resolve("agent-" + router);
    }

    private static Process agent(RingOfRouters ring, int router, String token, Meshplane up) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of(System.getProperty("meshplane.root"), "edge/agent/target/agent.jar")
                        .toString(),
                "--registry",
                "http://127.0.0.1:" + up.port("registry"),
                "--ingest",
                "http://127.0.0.1:" + up.port("telemetry-ingest"),
                "--data",
                data(ring, router).toString(),
                "--name",
                "router-" + router,
                "--enrolment-token",
                token,
                "--babel-socket",
                ring.socket(router).toString(),
                "--interval",
                "1s",
                "--batch",
                "2s",
                "--status-port",
                "0",
                "--parent",
                Long.toString(ProcessHandle.current().pid()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ring.folder().resolve("agent-" + router + ".log").toFile())
                .start();
    }

    /** The id of a router's node. */
    String node(int router) {
        return nodes.get(router - 1);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }
}
