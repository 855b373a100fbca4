package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.agent.Router;
import io.meshplane.agent.domain.BabelState;
import io.meshplane.agent.domain.CounterEpochs;
import io.meshplane.agent.domain.InterfaceCounters;
import io.meshplane.agent.domain.LinkMemory;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A router with Linux: its interface counters, its load, and babeld if one runs. */
public final class LinuxRouter implements Router {
    private final HostFolder host;
    private final EpochFile epochFile;
    private final LinkMemory linkMemory = new LinkMemory();
    private final @Nullable BabelSocket babel;

    /**
     * A router.
     *
     * @param root of the file system whose proc and sys are read, {@code /} but in tests
     * @param data the node's data folder
     * @param babelSocket where babeld listens; null = there is none
     */
    public LinuxRouter(Path root, Path data, @Nullable String babelSocket) {
        this.host = new HostFolder(root);
        this.epochFile = new EpochFile(data.resolve("counter-epochs"));
        this.babel = babelSocket == null ? null : new BabelSocket(babelSocket);
    }

    @Override
    public void start(Vertx vertx) {
        if (babel != null) babel.start(vertx);
    }

    @Override
    public Observation observe() throws IOException {
        Map<String, Integer> indexes = host.interfaceIndexes(); // before the counters, see CounterEpochs.Sight
        List<InterfaceCounters> interfaces = InterfaceCounters.parse(host.need("proc/net/dev"));
        List<Reading> readings = new ArrayList<>();
        HostReadings.interfaces(interfaces, readings);
        double uptime = HostReadings.host(host, readings);
        Optional<BabelState> routing = babel == null ? Optional.empty() : babel.state();
        if (babel != null) {
            readings.add(Reading.of("agent_babel_unknown_lines_total", (double) babel.unknownLines()));
            readings.add(Reading.of("agent_babel_up", routing.isPresent() ? 1 : 0));
        }
        return new Observation(
                readings,
                links(routing),
                usage(indexes, interfaces),
                routing.map(BabelState::installedRoutes).orElse(null),
                (long) uptime);
    }

    @Override
    public void enrolled(NodeId node) {} // a real router need not know

    @Override
    public String babel() {
        return babel == null ? "not configured" : babel.phase();
    }

    @Override
    public void stop() {
        if (babel != null) babel.stop();
    }

    private List<LinkSample> links(Optional<BabelState> routing) {
        List<BabelState.Link> seen = routing.map(BabelState::links).orElse(List.of());
        return linkMemory.report(seen, System.nanoTime() / 1_000_000).stream()
                .map(link -> new LinkSample(
                        link.interfaceName(),
                        link.localAddress(),
                        link.peerAddress(),
                        null,
                        link.cost(),
                        link.rttMicros()))
                .toList();
    }

    private List<UsageCounter> usage(Map<String, Integer> indexes, List<InterfaceCounters> interfaces)
            throws IOException {
        List<CounterEpochs.Sight> sights = interfaces.stream()
                .map(one -> new CounterEpochs.Sight(
                        one.name(), indexes.getOrDefault(one.name(), 0), one.sentBytes(), one.receivedBytes()))
                .toList();
        CounterEpochs epochs =
                epochFile.advance(host.need("proc/sys/kernel/random/boot_id").strip(), sights);
        return interfaces.stream()
                .map(one -> new UsageCounter(
                        one.name(), null, epochs.epochOf(one.name()), one.sentBytes(), one.receivedBytes()))
                .toList();
    }
}
