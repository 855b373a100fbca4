package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.PeerFile;
import io.meshplane.agent.adapter.disk.SteeringFile;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.adapter.http.KeyRegistry;
import io.meshplane.agent.adapter.http.RouteServiceClient;
import io.meshplane.agent.adapter.http.StatusServer;
import io.meshplane.agent.adapter.linux.BabelSocket;
import io.meshplane.agent.adapter.linux.LinuxRouter;
import io.meshplane.agent.adapter.linux.LinuxSettings;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.steering.InterfaceLines;
import io.meshplane.agent.simulated.Mesh;
import io.meshplane.agent.simulated.Topology;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents of one process, one for this host or many of a simulated mesh, and what they share. */
public final class AgentProcess {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);
    private static final long DEADLINE_MS = 10_000;
    private static final Duration PEERS_PERIOD = Duration.ofSeconds(30);
    private static final long STOP_MS = 3_000;

    private final Vertx vertx;
    private final ControlPlane controlPlane;
    private final @Nullable Ingest ingest;
    private final AgentConfig config;
    private final List<Agent> agents = new ArrayList<>();
    private final InstantSource clock = InstantSource.system();
    private volatile List<AgentStatus> statuses = List.of();

    /** What one node brings to the registry; its wallet, too, if it has one. */
    private record Papers(
            @Nullable String token,
            @Nullable String paymentAddress,
            @Nullable String paymentSignature) {
        static Papers of(@Nullable String token) {
            return new Papers(token, null, null);
        }
    }

    private AgentProcess(AgentConfig config, UploadFormat format) {
        this.config = config;
        int nodes = config.simulation() == null ? 1 : config.simulation().nodes();
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(nodes == 1 ? 1 : 2)
                .setWorkerPoolSize(nodes == 1 ? 1 : 4)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        int connections = Math.clamp(nodes, 2, 32);
        this.controlPlane = new ControlPlane(
                vertx, config.registry(), config.ingest(), config.authorities(), connections, DEADLINE_MS, clock);
        this.ingest = format == UploadFormat.V1
                ? null
                : new Ingest(vertx, config.ingest(), config.authorities(), connections, DEADLINE_MS, clock);
    }

    /**
     * Makes the agents; nothing runs yet.
     *
     * @throws IOException if a file that the configuration names cannot be read
     */
    public static AgentProcess prepare(AgentConfig config) throws IOException {
        return prepare(config, UploadFormat.CURRENT);
    }

    static AgentProcess prepare(AgentConfig config, UploadFormat format) throws IOException {
        AgentProcess process = new AgentProcess(config, format);
        AgentConfig.Simulation simulation = config.simulation();
        if (simulation == null) {
            LinuxRouter router = new LinuxRouter(linux(config));
            process.addAgent(
                    config.name(),
                    config.data(),
                    new Papers(config.enrolmentToken(), config.paymentAddress(), config.paymentSignature()),
                    router,
                    process.steering(router),
                    process.peers(router));
        } else {
            process.simulate(simulation);
        }
        return process;
    }

    private static LinuxSettings linux(AgentConfig config) {
        return new LinuxSettings(
                config.hostRoot(),
                config.data(),
                config.interval(),
                config.babelSocket(),
                config.log(),
                config.precision(),
                LinuxSettings.Programs.USUAL);
    }

    /** Number of agents. */
    public int nodes() {
        return agents.size();
    }

    /**
     * Starts the status page, then the agents.
     *
     * @throws ExecutionException if the port is taken, or the data folder cannot be used
     */
    public StatusServer start() throws InterruptedException, ExecutionException {
        StatusServer server = StatusServer.listen(vertx, config.statusPort(), this::status, this::healthy)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        Future.all(agents.stream().map(vertx::deployVerticle).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        refreshStatuses();
        vertx.setPeriodic(500, _ -> refreshStatuses());
        return server;
    }

    /** Runs the action when every agent was refused for good. */
    public void whenAllRefused(Runnable action) {
        Future.join(agents.stream().map(Agent::refused).toList()).onComplete(_ -> action.run());
    }

    /** Lets the agents put on disk what they have; takes three seconds at most. */
    public void stop() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the agents did not end in time cause={}", e.toString());
        }
    }

    private void simulate(AgentConfig.Simulation simulation) throws IOException {
        Topology topology = Topology.read(simulation.topology()).around(simulation.nodes(), simulation.seed());
        Mesh mesh = new Mesh(topology, simulation.nodes(), simulation.seed(), clock);
        List<String> tokens = tokens(simulation.enrolmentTokens());
        for (int i = 0; i < simulation.nodes(); i++) {
            Papers papers = Papers.of(i < tokens.size() ? tokens.get(i) : null);
            Path data = config.data().resolve("node-%04d".formatted(i));
            addAgent("%s-%03d".formatted(config.name(), i), data, papers, mesh.router(i), null, null);
        }
    }

    private void addAgent(
            String name,
            Path data,
            Papers papers,
            Router router,
            @Nullable BabelSteering steering,
            @Nullable PeerDirectory peers) {
        NodeSettings settings = new NodeSettings(
                name,
                data,
                papers.token(),
                papers.paymentAddress(),
                papers.paymentSignature(),
                config.interval(),
                config.batch(),
                config.spoolBytes(),
                BackOff.of(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                version());
        agents.add(new Agent(
                settings, router, controlPlane, reporting(settings), steering, peers, clock, UplinkWatch::nowMs));
    }

    private PeerDirectory peers(LinuxRouter router) {
        return new PeerDirectory(
                vertx,
                new KeyRegistry(controlPlane),
                router.tunnels(),
                new PeerFile(config.data().resolve("wireguard-nodes")),
                UplinkWatch::nowMs,
                PEERS_PERIOD);
    }

    private @Nullable BabelSteering steering(LinuxRouter router) throws IOException {
        BabelSocket babel = router.babelSocket();
        if (config.routes() == null || babel == null) return null;
        Path own = config.babelConfig();
        return new BabelSteering(
                vertx,
                babel,
                new RouteServiceClient(vertx, config.routes(), config.authorities(), DEADLINE_MS, clock),
                new SteeringFile(config.data()),
                new InterfaceLines(own == null ? "" : Files.readString(own)),
                clock,
                BabelSteering.Pace.USUAL);
    }

    /** Decides which format the agents speak: {@link SpoolReporting} format 1, {@link BufferReporting} format 2. */
    private Reporting reporting(NodeSettings settings) {
        return ingest == null
                ? new SpoolReporting(settings, controlPlane, clock)
                : new BufferReporting(settings, ingest, config.simulation() == null, clock);
    }

    private static List<String> tokens(@Nullable Path file) throws IOException {
        if (file == null) return List.of();
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
    }

    private void refreshStatuses() {
        Future.all(agents.stream().map(Agent::statusSoon).toList()).onSuccess(all -> statuses = all.list());
    }

    private JsonObject status() {
        List<AgentStatus> now = statuses;
        if (config.simulation() == null && now.size() == 1) {
            return now.getFirst().toJson().put("version", version());
        }
        JsonArray nodes = new JsonArray();
        now.forEach(one -> nodes.add(one.toJson()));
        return new JsonObject()
                .put("version", version())
                .put("enrolled", now.stream().filter(AgentStatus::enrolled).count())
                .put("nodes", nodes);
    }

    private boolean healthy() {
        List<AgentStatus> now = statuses;
        return !now.isEmpty() && now.stream().allMatch(AgentStatus::healthy);
    }

    private static String version() {
        try (InputStream in = AgentProcess.class.getResourceAsStream("/agent.properties")) {
            Properties properties = new Properties();
            if (in != null) properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
