package io.meshplane.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The folder of the checkout, and what Maven makes in it.
 *
 * @param root absolute
 */
record Checkout(Path root) {
    static final String LAUNCHER = "launcher";

    /** What is measured, and what it runs on. */
    private static final Set<String> BENCHED = Set.of(
            "contracts",
            "chain-codec",
            "telemetry-codec",
            "platform",
            "platform-outbox",
            "devstack",
            "services/telemetry-ingest",
            "services/payment-validator",
            "services/route-service",
            "services/sentinel",
            "edge/agent");

    /**
     * A Maven module that the system needs to run.
     *
     * @param path of its folder, as Maven's {@code -pl} takes it
     * @param artifact that packaging makes
     * @param needs paths of the modules whose change is a change of this one
     */
    record Module(String path, Path artifact, List<String> needs) {
        Module {
            needs = List.copyOf(needs);
        }
    }

    /** Modules of {@code up} and {@code demo}, each after those that it needs. */
    List<Module> modules() {
        List<Module> modules = new ArrayList<>();
        modules.add(library("contracts", List.of()));
        modules.add(library("chain-codec", List.of()));
        modules.add(library("telemetry-codec", List.of("contracts")));
        modules.add(library("platform", List.of("contracts")));
        modules.add(library("platform-outbox", List.of("platform")));
        modules.add(new Module("devstack", devstack(), List.of("contracts", "chain-codec")));
        for (Service service : Service.ALL) {
            List<String> needs = List.of("contracts", "chain-codec", "telemetry-codec", "platform", "platform-outbox");
            modules.add(new Module("services/" + service.name(), service(service), needs));
        }
        modules.add(new Module("edge/agent", agent(), List.of("contracts", "telemetry-codec")));
        modules.add(new Module(LAUNCHER, demo(), List.of("contracts", "chain-codec")));
        return modules;
    }

    /** Modules of {@code bench}, each after those that it needs. */
    List<Module> benchModules() {
        List<Module> modules = new ArrayList<>(modules().stream()
                .filter(module -> BENCHED.contains(module.path()))
                .toList());
        modules.add(library("testkit", List.of("contracts")));
        modules.add(library(
                "simulation", List.of("contracts", "chain-codec", "services/payment-validator", "services/sentinel")));
        List<String> needs = List.of(
                "contracts",
                "chain-codec",
                "telemetry-codec",
                "testkit",
                "simulation",
                "services/route-service",
                "services/sentinel");
        modules.add(new Module("bench", bench(), needs));
        return modules;
    }

    /** Modules of {@code verify}, each after those that it needs. */
    List<Module> verifyModules() {
        Set<String> needed = Set.of("contracts", "chain-codec", LAUNCHER);
        return modules().stream()
                .filter(module -> needed.contains(module.path()))
                .toList();
    }

    private Module library(String name, List<String> needs) {
        return new Module(name, root.resolve(name + "/target/" + name + "-0.1.0-SNAPSHOT.jar"), needs);
    }

    Path devstack() {
        return root.resolve("devstack/target/devstack.jar");
    }

    Path service(Service service) {
        return root.resolve("services/" + service.name() + "/target/quarkus-app/quarkus-run.jar");
    }

    Path agent() {
        return root.resolve("edge/agent/target/agent.jar");
    }

    /** How its JVM is started, on a router as well. */
    List<String> agentOptions() {
        try {
            return Files.readAllLines(root.resolve("edge/agent/java.options")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path demo() {
        return root.resolve("launcher/target/launcher.jar");
    }

    /** Libraries beside the launcher's jar, the chain's encoding among them. */
    Path libraries() {
        return root.resolve("launcher/target/lib");
    }

    Path bench() {
        return root.resolve("bench/target/bench.jar");
    }

    /** A real mesh, the one that is simulated unless another is named. */
    Path topology() {
        return root.resolve("launcher/topologies/nyc-mesh.csv");
    }

    /** Six routers of a street, the one of the demo. */
    Path demoTopology() {
        return root.resolve("launcher/topologies/street.csv");
    }

    Path data() {
        return root.resolve(".meshplane");
    }
}
