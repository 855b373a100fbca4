package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Router;
import io.meshplane.agent.RouterListener;
import io.meshplane.agent.SourceStatus;
import io.meshplane.agent.domain.BabelState;
import io.meshplane.agent.domain.LinkMemory;
import io.meshplane.agent.domain.WireGuardDump;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A router with Linux: its interfaces and their tunnels, its load, its air, babeld if one runs, and its log. Each source is looked
 * at on its own; what one of them cannot tell in time is missing from the observation and nothing else.
 */
public final class LinuxRouter implements Router {
    /** So long an observation waits for sources at most. */
    static final long WAIT_MS = 800;

    private final PolledSource<HostSource.Sight> host;
    private final PolledSource<InterfaceSource.Sight> interfaces;
    private final PolledSource<WireGuardSource.Sight> wireGuard;
    private final PolledSource<WifiSource.Sight> wifi;
    private final PolledSource<Map<String, Double>> sensors;
    private final PolledSource<DiskSource.Space> disk;
    private final List<PolledSource<?>> polled;
    private final TunnelBook tunnelBook = new TunnelBook();
    private final UsageBook usageBook;
    private final SeriesBook seriesBook;
    private final LinkMemory linkMemory = new LinkMemory();
    private final @Nullable BabelSocket babel;
    private final @Nullable LogPump log;
    private final Map<String, String> onlyPeers = new HashMap<>();
    private final Map<String, Long> badLines = new HashMap<>();
    private HostSource.@Nullable Sight lastHost;
    private boolean peersSeen;

    /** This host with the usual settings; see {@link LinuxSettings#of}. */
    public LinuxRouter(Path root, Path data, @Nullable String babelSocket) {
        this(LinuxSettings.of(root, data, babelSocket));
    }

    /** A router, not followed yet. */
    public LinuxRouter(LinuxSettings settings) {
        HostFolder folder = new HostFolder(settings.root());
        LinuxSettings.Programs programs = settings.programs();
        this.host = source(settings, new HostSource(folder));
        this.interfaces = source(settings, new InterfaceSource(folder));
        this.wireGuard = source(
                settings,
                new WireGuardSource(folder, programs.wg(), settings.data().resolve("wireguard-peers"), tunnelBook));
        this.wifi = source(settings, new WifiSource(folder, programs.iw()));
        this.sensors = source(settings, new SensorSource(folder));
        this.disk = source(settings, new DiskSource(settings.data()));
        this.polled = List.of(host, interfaces, wireGuard, wifi, sensors, disk);
        this.usageBook = new UsageBook(new EpochFile(settings.data().resolve("counter-epochs")));
        this.seriesBook = new SeriesBook(settings.steps());
        String socket = settings.babelSocket();
        this.babel = socket == null ? null : new BabelSocket(socket);
        this.log = LogPump.of(settings);
    }

    private static <T> PolledSource<T> source(LinuxSettings settings, Source<T> source) {
        return new PolledSource<>(source, settings.interval(), Duration.ofSeconds(3));
    }

    @Override
    public void tell(RouterListener listener) {
        if (babel != null) babel.tell(listener);
        if (log != null) log.tell(listener);
    }

    @Override
    public void start(Vertx vertx) {
        if (babel != null) babel.start(vertx);
        if (log != null) log.start();
    }

    @Override
    public Observation observe() {
        long nowMs = PolledSource.nowMs();
        polled.forEach(source -> source.tick(nowMs));
        awaitUntil(nowMs + WAIT_MS);
        RouterReadings readings = new RouterReadings(seriesBook);
        host.take(nowMs).ifPresent(sight -> {
            lastHost = sight;
            readings.host(sight);
        });
        sensors.take(nowMs).ifPresent(readings::sensors);
        disk.take(nowMs).ifPresent(readings::disk);
        Optional<WireGuardSource.Sight> tunnels = wireGuard.take(nowMs);
        Optional<InterfaceSource.Sight> seen = interfaces.take(nowMs);
        tunnels.ifPresent(sight -> showPeers(sight, readings));
        seen.ifPresent(sight -> showInterfaces(sight, readings));
        Optional<BabelState> routing = babel == null ? Optional.empty() : babel.state();
        routing.ifPresent(readings::babel);
        List<BabelState.Link> links = routing.map(BabelState::links).orElse(List.of());
        wifi.take(nowMs).ifPresent(sight -> readings.wifi(sight, links));
        List<UsageCounter> usage = usage(seen, tunnels);
        showAgent(readings);
        seriesBook.turn();
        return new Observation(
                readings.readings(),
                samples(links),
                usage,
                routing.map(BabelState::installedRoutes).orElse(null),
                lastHost == null ? 0 : (long) lastHost.uptimeSeconds());
    }

    @Override
    public List<SourceStatus> sources() {
        long nowMs = PolledSource.nowMs();
        List<SourceStatus> all = new ArrayList<>();
        polled.forEach(source -> all.add(source.status(nowMs)));
        if (babel != null) all.add(babel.status());
        if (log != null) all.add(log.status());
        return all;
    }

    @Override
    public void enrolled(NodeId node) {} // a real router need not know

    @Override
    public String babel() {
        return babel == null ? "not configured" : babel.phase();
    }

    /** Keys of its WireGuard interfaces and of their peers. */
    public TunnelBook tunnels() {
        return tunnelBook;
    }

    /** Where babeld is heard, and told; null = there is none. */
    public @Nullable BabelSocket babelSocket() {
        return babel;
    }

    @Override
    public void stop() {
        polled.forEach(PolledSource::stop);
        if (babel != null) babel.stop();
        if (log != null) log.stop();
    }

    /** Interfaces, peers, links and the like that series are kept of. */
    int knownThings() {
        return seriesBook.things();
    }

    private void awaitUntil(long untilMs) {
        try {
            for (PolledSource<?> source : polled) source.await(untilMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void showPeers(WireGuardSource.Sight sight, RouterReadings readings) {
        peersSeen = true;
        onlyPeers.clear();
        Map<String, Integer> peers = new HashMap<>();
        for (WireGuardDump.Peer peer : sight.dump().peers()) {
            readings.peer(peer);
            int count = peers.merge(peer.interfaceName(), 1, Integer::sum);
            if (count == 1) onlyPeers.put(peer.interfaceName(), peer.publicKey());
            else onlyPeers.remove(peer.interfaceName());
        }
        badLines.merge(wireGuard.name(), (long) sight.dump().badLines(), Long::sum);
    }

    private void showInterfaces(InterfaceSource.Sight sight, RouterReadings readings) {
        for (InterfaceSource.Row row : sight.rows()) {
            String peer = onlyPeers.get(row.counters().name());
            if (peer == null) readings.anInterface(row);
            else readings.tunnel(row.counters(), peer);
        }
        badLines.merge(interfaces.name(), (long) sight.badLines(), Long::sum);
    }

    private void showAgent(RouterReadings readings) {
        sources().forEach(readings::source);
        badLines.forEach(readings::badLines);
        if (babel != null) readings.badLines("babel", babel.unknownLines());
        if (log != null) readings.count("agent_log_suppressed_lines_total", log.suppressedLines());
    }

    private List<LinkSample> samples(List<BabelState.Link> links) {
        return linkMemory.report(links, PolledSource.nowMs()).stream()
                .map(link -> new LinkSample(
                        link.interfaceName(),
                        link.localAddress(),
                        link.peerAddress(),
                        null,
                        link.cost(),
                        link.rttMicros()))
                .toList();
    }

    private List<UsageCounter> usage(Optional<InterfaceSource.Sight> seen, Optional<WireGuardSource.Sight> tunnels) {
        HostSource.Sight known = lastHost;
        if (known == null) return List.of(); // without the boot's id an epoch has no name
        SourceStatus.State state = wireGuard.status(PolledSource.nowMs()).state();
        boolean mayTellPeers = peersSeen || state == SourceStatus.State.UP || state == SourceStatus.State.LATE;
        return usageBook.counters(known.hostBootId(), seen, tunnels, mayTellPeers);
    }
}
