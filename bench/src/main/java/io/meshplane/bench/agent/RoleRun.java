package io.meshplane.bench.agent;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.Readiness;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.testkit.router.Cable;
import io.meshplane.testkit.router.RouterHost;
import io.meshplane.testkit.router.ServerCertificate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One agent as a router runs it, the router that it looks at, and a door for its reports at the other end of a cable. */
final class RoleRun implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final String LOOPBACK = "127.0.0.1";

    /** As the systemd unit sets it. */
    private static final Map<String, String> MALLOC = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "32768",
            "MALLOC_TRIM_THRESHOLD_", "65536",
            "MALLOC_TOP_PAD_", "4096");

    /**
     * How fast it goes.
     *
     * @param interval between two samples
     * @param batch null = by the role, as on a router
     * @param warmUp of the process, whose CPU is told apart
     */
    record Pace(Duration interval, @Nullable Duration batch, Duration warmUp) {
        static final Pace REAL = new Pace(Duration.ofSeconds(10), null, Duration.ofMinutes(1));
    }

    private final Role role;
    private final Pace pace;
    private final Path folder;
    private final RouterHost host;
    private final @Nullable Cable cable;
    private final Child door;
    private final Child agent;

    /**
     * Starts all of it.
     *
     * @param checkout whose agent is measured
     * @param options of which length is the time over which neighbours come and go
     * @param counted whether a cable can be made, whose bytes are counted; else it is the loopback interface
     */
    RoleRun(Path checkout, Role role, AgentOptions options, boolean counted, Pace pace, Guard guard)
            throws IOException, InterruptedException, Unusable {
        this.role = role;
        this.pace = pace;
        folder = Files.createDirectory(guard.folder().resolve(role.word()));
        Path data = Files.createDirectory(folder.resolve("data"));
        NodeKey key = enrolled(data);
        cable = counted ? new Cable(folder) : null;
        String address = counted ? Cable.FAR : LOOPBACK;
        int port = counted ? 7102 : Programs.freePort();
        ServerCertificate certificate = options.tls() ? new ServerCertificate(folder, address) : null;
        double ticks = Math.max(
                1, (double) options.length().toMillis() / pace.interval().toMillis());
        int changes = 2 * (int) Math.ceil(role.neighbourChanges() / ticks / 2);
        host = new RouterHost(Files.createDirectory(folder.resolve("host")), role.word(), pace.interval(), changes);
        door = Child.start("door-" + role.word(), atFar(door(address, port, key, certificate)), Map.of(), guard);
        Readiness.await(door, START_LIMIT, () -> said(door).contains("listening"));
        String url = (options.tls() ? "https://" : "http://") + address + ":" + port;
        List<String> command = agent(checkout, data, url, certificate);
        if (options.log()) command.addAll(List.of("--log", host.log().toString()));
        agent = Child.start("agent-" + role.word(), atNear(command), environment(), guard);
    }

    /** Files of a node that the registry has taken: as the agent keeps them. */
    private NodeKey enrolled(Path data) throws IOException {
        NodeKey key = NodeKey.generate();
        Base64.Encoder base64 = Base64.getEncoder();
        Files.writeString(
                data.resolve("node.key"),
                "private " + base64.encodeToString(key.privateKeyPkcs8()) + "\npublic "
                        + base64.encodeToString(key.publicKey()) + "\n");
        Files.writeString(
                data.resolve("node.json"),
                "{\"nodeId\":\"%s\",\"networkId\":\"bench\",\"role\":\"%s\"}\n"
                        .formatted(NodeId.ofPublicKey(key.publicKey()).value(), role.name()));
        return key;
    }

    private static List<String> door(String address, int port, NodeKey key, @Nullable ServerCertificate certificate) {
        return List.of(
                Programs.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                classPath(),
                NativeDoor.class.getName(),
                address,
                Integer.toString(port),
                Base64.getEncoder().encodeToString(key.publicKey()),
                certificate == null ? "-" : certificate.keyStore().toString());
    }

    /** This process's, wherever the other one runs. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> agent(Path checkout, Path data, String url, @Nullable ServerCertificate certificate) {
        List<String> command = new ArrayList<>(List.of(
                Programs.java(),
                "@" + checkout.resolve("edge/agent/java.options"),
                "-jar",
                checkout.resolve("edge/agent/target/agent.jar").toString()));
        command.addAll(List.of("--registry", url, "--ingest", url, "--data", data.toString()));
        command.addAll(List.of("--host-root", folder.resolve("host").toString(), "--name", role.word()));
        command.addAll(List.of("--babel-socket", host.babelSocket().toString()));
        command.addAll(List.of("--status-port", "0"));
        command.addAll(List.of("--interval", pace.interval().toMillis() + "ms"));
        Duration batch = pace.batch();
        if (batch != null) command.addAll(List.of("--batch", batch.toMillis() + "ms"));
        if (certificate != null) {
            command.addAll(List.of("--authorities", certificate.authorities().toString()));
        }
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(MALLOC);
        environment.put("PATH", host.programs() + ":" + System.getenv("PATH"));
        return environment;
    }

    private List<String> atNear(List<String> command) {
        return cable == null ? command : cable.atNear(command);
    }

    private List<String> atFar(List<String> command) {
        return cable == null ? command : cable.atFar(command);
    }

    /**
     * Watches it for so long.
     *
     * @throws Unusable if a process ends meanwhile
     */
    RoleFigure measure(Duration length) throws IOException, InterruptedException, Unusable {
        AgentFootprint.Watch watch = new AgentFootprint.Watch(agent.pid());
        long end = System.nanoTime() + length.toNanos();
        long warm = System.nanoTime() + Math.min(pace.warmUp().toNanos(), length.toNanos() / 2);
        boolean begun = false;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (!begun && now >= warm) {
                watch.begin();
                begun = true;
            }
            for (Child child : List.of(agent, door)) {
                if (!child.isAlive()) {
                    throw new Unusable(Unusable.FAILED, child.name() + " ended:\n" + child.lastWords());
                }
            }
            watch.look();
            Thread.sleep(Duration.ofNanos(Math.min(LOOK.toNanos(), end - now)));
        }
        AgentFootprint footprint = watch.end();
        Optional<Cable.Traffic> traffic = cable == null ? Optional.empty() : Optional.of(cable.traffic());
        return new RoleFigure(role, host.neighbourChanges(), counts(), traffic, footprint);
    }

    private DoorCounts counts() throws IOException {
        List<String> lines = said(door);
        String last = lines.getLast();
        return last.equals("listening") ? DoorCounts.NONE : DoorCounts.read(last);
    }

    private static List<String> said(Child child) throws IOException {
        return Files.readAllLines(child.log());
    }

    @Override
    public void close() throws IOException {
        agent.close();
        door.close();
        host.close();
        if (cable != null) cable.close();
    }
}
