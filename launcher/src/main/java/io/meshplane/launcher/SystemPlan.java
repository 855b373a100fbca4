package io.meshplane.launcher;

import io.meshplane.launcher.AotCaches.Mode;
import io.meshplane.launcher.AotCaches.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which processes the system consists of, and how each is started. */
final class SystemPlan {
    /** The network that the development issuer's operator may see. */
    static final String NETWORK = "home";

    /** Account 0 of the development chain, whose key everybody knows: it stands for the gateway's wallet. */
    static final String PAYEE = "0x39c2058F13e5B0deA356458ABFd1c5fEcC376a2c";

    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
    /** A router's agent is small; this one is many. */
    private static final List<String> MESH_HEAP = List.of("-Xmx96m", "-Xmn24m");

    private static final int SMALL_MESH = 20;
    private static final String LOOPBACK = "http://127.0.0.1:";

    private final Checkout checkout;
    private final DataFolder folder;
    private final UpOptions options;
    private final AotCaches caches;
    private final Mode aot;

    SystemPlan(Checkout checkout, DataFolder folder, UpOptions options, AotCaches caches, Mode aot) {
        this.checkout = checkout;
        this.folder = folder;
        this.options = options;
        this.caches = caches;
        this.aot = aot;
    }

    /** All processes; a part comes after those that it waits for. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(stores());
        parts.add(standins());
        for (Service service : Service.ALL) parts.add(service(service));
        parts.add(agent());
        if (options.mesh() > 0) parts.add(mesh());
        return parts;
    }

    /** The programs of these processes. */
    List<Program> programs() {
        List<Program> programs = new ArrayList<>(List.of(stores(checkout), standins(checkout), agent(checkout)));
        for (Service service : Service.ALL) programs.add(service(checkout, service));
        return programs;
    }

    private static Program stores(Checkout checkout) {
        return new Program("stores", checkout.devstack(), flags("-Xmx192m", "--sun-misc-unsafe-memory-access=allow"));
    }

    private static Program standins(Checkout checkout) {
        return new Program("standins", checkout.devstack(), flags("-Xmx96m", "-XX:TieredStopAtLevel=1"));
    }

    private static Program service(Checkout checkout, Service service) {
        return new Program(service.name(), checkout.service(service), flags("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    }

    /** One node and many run the same program. */
    private static Program agent(Checkout checkout) {
        return new Program("agent", checkout.agent(), checkout.agentOptions());
    }

    private static List<String> flags(String... own) {
        List<String> flags = new ArrayList<>(SMALL);
        flags.addAll(Arrays.asList(own));
        return flags;
    }

    private Part stores() {
        List<Part.Row> rows = List.of(row("kafka"), row("postgres"));
        return devstack(
                "stores",
                Part.Stage.STORES,
                stores(checkout),
                rows,
                List.of("--kafka-port", port("kafka"), "--postgres-port", port("postgres")));
    }

    private Part standins() {
        List<Integer> chain = Arrays.stream(PortPlan.CHAIN_NODES)
                .map(node -> options.ports().of("chain-" + node))
                .toList();
        List<Part.Row> rows = List.of(row("dns"), new Part.Row("chain", chain), row("issuer"));
        String chainPorts = chain.stream().map(String::valueOf).collect(Collectors.joining(","));
        return devstack(
                "standins",
                Part.Stage.STANDINS,
                standins(checkout),
                rows,
                List.of("--dns-port", port("dns"), "--issuer-port", port("issuer"), "--chain-ports", chainPorts));
    }

    private Part devstack(String name, Part.Stage stage, Program program, List<Part.Row> rows, List<String> ports) {
        List<String> arguments =
                new ArrayList<>(List.of(name, "--data", folder.path().toString(), "--parent", pid()));
        arguments.addAll(ports);
        Part.Probe probe = Health.ofDevstack(folder.run(name + ".properties"), rows);
        return new Part(name, stage, rows, Set.of(), () -> command(program, arguments, Map.of()), probe);
    }

    private Part service(Service service) {
        Part.Probe probe = Health.ofService(options.ports().healthOf(service.name()));
        return new Part(
                service.name(),
                Part.Stage.SERVICES,
                List.of(row(service.name())),
                Set.of("stores", "standins"),
                () -> command(service(checkout, service), List.of(), environment(service)),
                probe);
    }

    private Map<String, String> environment(Service service) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("MESHPLANE_KAFKA", "127.0.0.1:" + port("kafka"));
        environment.put("MESHPLANE_ISSUER", url("issuer"));
        environment.put("MESHPLANE_HTTP_PORT", port(service.name()));
        environment.put(
                "MESHPLANE_MANAGEMENT_PORT", String.valueOf(options.ports().healthOf(service.name())));
        environment.put("MESHPLANE_PARENT_PID", pid());
        if (service.database().isPresent()) {
            environment.put(
                    "MESHPLANE_DATABASE",
                    "postgresql://127.0.0.1:" + port("postgres") + "/"
                            + service.database().get());
            environment.put("MESHPLANE_DATABASE_USER", "meshplane");
            environment.put("MESHPLANE_DATABASE_PASSWORD", folder.readSecret("postgres.password"));
        }
        switch (service.name()) {
            case "payment-validator" -> {
                environment.put("MESHPLANE_CHAIN_NODES", chainNodes());
                environment.put("MESHPLANE_PAYMENT_PAYEES_HOME", PAYEE);
            }
            case "sentinel" -> {
                environment.put("MESHPLANE_DNS_SERVER", "127.0.0.1:" + port("dns"));
                environment.put(
                        "MESHPLANE_DNS_TSIG_FILE", folder.secret("tsig.key").toString());
                environment.put("MESHPLANE_PROBE_ALLOW_LOOPBACK", "true"); // there is nothing else here to probe
            }
            default -> {}
        }
        return environment;
    }

    private String chainNodes() {
        return Arrays.stream(PortPlan.CHAIN_NODES)
                .map(node -> node + "=" + url("chain-" + node))
                .collect(Collectors.joining(","));
    }

    private Part agent() {
        return edge("agent", Set.of("registry"), () -> {
            Path data = folder.path().resolve("agent");
            Map<String, String> secret = Files.exists(data.resolve("node.json"))
                    ? Map.of()
                    : Map.of("MESHPLANE_AGENT_ENROLMENT_TOKEN", token("GATEWAY"));
            List<String> arguments = new ArrayList<>(edgeArguments("agent"));
            arguments.addAll(List.of("--batch", "10s")); // somebody looks on
            return command(agent(checkout), arguments, secret);
        });
    }

    private Part mesh() {
        return edge("mesh", Set.of("registry", "agent"), () -> {
            List<String> arguments = new ArrayList<>(edgeArguments("mesh"));
            Path topology = options.topology().orElse(checkout.topology());
            arguments.addAll(List.of("--name", "mesh", "--simulate", String.valueOf(options.mesh())));
            arguments.addAll(List.of("--topology", topology.toString()));
            // a small mesh reports often, since somebody looks on
            if (options.mesh() <= SMALL_MESH) arguments.addAll(List.of("--interval", "2s", "--batch", "4s"));
            arguments.addAll(List.of("--enrolment-tokens", meshTokens().toString()));
            Part.Command one = command(agent(checkout), arguments, Map.of());
            return one.withFlags(MESH_HEAP);
        });
    }

    private Part edge(String name, Set<String> after, Part.Preparation preparation) {
        Part.Probe probe = Health.ofAgent(options.ports().of(name));
        return new Part(name, Part.Stage.EDGE, List.of(row(name)), after, preparation, probe);
    }

    private List<String> edgeArguments(String name) {
        return List.of(
                "--registry", url("registry"),
                "--ingest", url("telemetry-ingest"),
                "--data", folder.path().resolve(name).toString(),
                "--status-port", port(name),
                "--parent", pid());
    }

    /** A line per node; a node that has enrolled before needs none, and leaves its line unread. */
    private Path meshTokens() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int node = 0; node < options.mesh(); node++) {
            Path enrolled = folder.path().resolve("mesh/node-%04d/node.json".formatted(node));
            lines.append(Files.exists(enrolled) ? "enrolled" : token(node == 0 ? "GATEWAY" : "RELAY"))
                    .append('\n');
        }
        Path file = folder.secret("mesh.tokens");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, lines, StandardCharsets.UTF_8);
    }

    private String token(String role) throws IOException {
        return operator().enrolmentToken(url("registry"), NETWORK, role);
    }

    private Operator operator() throws IOException {
        return new Operator(url("issuer"), folder.readSecret("operator.secret"));
    }

    private Part.Command command(Program program, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(program.flags());
        words.addAll(caches.flags(program, aot));
        words.add("-jar");
        words.add(program.jar().toString());
        words.addAll(arguments);
        return new Part.Command(words, environment);
    }

    /** Where everything is, for people and programs outside. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("pid", pid());
        facts.put("data", folder.path().toString());
        facts.put("network", NETWORK);
        facts.put("payee", PAYEE);
        facts.put("mesh", String.valueOf(options.mesh()));
        options.ports().ports().forEach((name, port) -> facts.put(name + ".port", String.valueOf(port)));
        return facts;
    }

    String url(String part) {
        return LOOPBACK + port(part);
    }

    private String port(String part) {
        return String.valueOf(options.ports().of(part));
    }

    private Part.Row row(String part) {
        return new Part.Row(part, List.of(options.ports().of(part)));
    }

    private static String pid() {
        return String.valueOf(ProcessHandle.current().pid());
    }
}
