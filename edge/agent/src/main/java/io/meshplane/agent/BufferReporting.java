package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.disk.SampleBuffer;
import io.meshplane.agent.adapter.disk.Scrape;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.buffer.Shelf;
import io.meshplane.agent.domain.uplink.Uplink;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports in format 2: everything goes to the buffer on disk as it comes, and from there in batches to telemetry-ingest, which takes
 * metrics, log, links, usage and notes together.
 */
final class BufferReporting implements Reporting {
    private static final Logger LOG = LoggerFactory.getLogger(BufferReporting.class);

    /** A power cut costs what came since then at most; the death of the process costs nothing. */
    static final Duration SYNC_INTERVAL = Duration.ofSeconds(30);

    private static final int MAX_WAITING_SCRAPES = 60;

    private final NodeSettings settings;
    private final Ingest ingest;
    private final boolean watchesUplink;
    private final InstantSource clock;
    private String role = "";
    private int waitingScrapes;
    private long missedScrapes;
    private long syncTimer;
    private @Nullable Vertx vertx;
    private @Nullable WorkerExecutor disk;
    private @Nullable NodeKey key;
    private @Nullable SampleBuffer buffer;
    private @Nullable NodeState state;
    private @Nullable Scrape lastScrape;
    private @Nullable BatchShipper shipper;
    private @Nullable UplinkWatch watch;

    /**
     * Not opened yet.
     *
     * @param watchesUplink false for a simulated router, whose uplink is not this host's
     */
    BufferReporting(NodeSettings settings, Ingest ingest, boolean watchesUplink, InstantSource clock) {
        this.settings = settings;
        this.ingest = ingest;
        this.watchesUplink = watchesUplink;
        this.clock = clock;
    }

    @Override
    public Future<?> open(Vertx on, NodeKey nodeKey, NodeId keyId) {
        vertx = on;
        key = nodeKey;
        // apart from the workers that look at the router: a slow disk must not stop the sampling
        WorkerExecutor worker = on.createSharedWorkerExecutor("disk", 1);
        disk = worker;
        return worker.executeBlocking(() -> {
                    buffer = SampleBuffer.open(settings.data(), settings.spoolBytes(), clock);
                    state = NodeState.open(settings.data());
                    return true;
                })
                .onSuccess(_ -> {
                    syncTimer = on.setPeriodic(SYNC_INTERVAL.toMillis(), _ -> sync());
                    if (watchesUplink) startWatch(on);
                });
    }

    private void startWatch(Vertx on) {
        UplinkWatch started = new UplinkWatch(on, ingest, this::uplinkWasDown);
        started.start();
        watch = started;
    }

    @Override
    public void observed(long sampledAtMs, Observation observation) {
        Scrape scrape = Scrape.of(sampledAtMs, observation.readings(), lastScrape);
        lastScrape = scrape;
        if (waitingScrapes >= MAX_WAITING_SCRAPES) { // the disk hangs
            missedScrapes++;
            return;
        }
        waitingScrapes++;
        long missed = missedScrapes;
        missedScrapes = 0;
        onDisk(() -> {
                    if (missed > 0) opened().lost(Losses.dropped(Shelf.SCRAPES, missed));
                    opened().add(scrape);
                    nodeState().observed(observation);
                })
                .onComplete(_ -> waitingScrapes--);
    }

    @Override
    public Future<Void> log(List<LogLine> lines) {
        boolean urgent = lines.stream().anyMatch(LogLine::urgent);
        List<byte[]> bytes = lines.stream().map(LogLine::bytes).toList();
        return onDisk(() -> opened().addLines(bytes)).onSuccess(_ -> {
            if (urgent) flush();
        });
    }

    @Override
    public void linkDown(String interfaceName, String peerAddress) {
        note(new Note(clock.millis(), 0, "link-down", "interface=" + interfaceName + " peer=" + peerAddress));
    }

    @Override
    public void clockStepped(long byMs) {
        LOG.warn("the clock was set byMs={}", byMs);
        note(new Note(clock.millis(), 0, Note.CLOCK_STEP, "stepped_ms=" + byMs));
    }

    private void uplinkWasDown(Uplink.Outage outage) {
        long agoMs = UplinkWatch.nowMs() - outage.startMs();
        note(new Note(clock.millis() - agoMs, outage.lengthMs(), "uplink-down", outage.cause()));
    }

    /** Keeps it, and sends it early. */
    private void note(Note note) {
        onDisk(() -> opened().add(note)).onSuccess(_ -> flush());
    }

    private void flush() {
        BatchShipper shipping = shipper;
        if (shipping != null) shipping.urgent();
    }

    @Override
    public void enrolled(NodeFiles.Enrolment enrolment) {
        role = enrolment.role();
        Ingest.Session session = ingest.session(Objects.requireNonNull(key), enrolment.nodeId());
        BatchShipper.Node node = new BatchShipper.Node(enrolment.nodeId(), settings.agentVersion());
        BatchShipper shipping = new BatchShipper(
                running(), worker(), opened(), nodeState(), session, node, ShippingSettings.of(settings, role), clock);
        shipping.whenUnanswered(sentAtMs -> {
            if (watch != null) watch.unanswered(sentAtMs);
        });
        shipper = shipping;
        shipping.start();
    }

    @Override
    public Status status() {
        BatchShipper shipping = shipper;
        SampleBuffer kept = buffer;
        return new Status(
                shipping == null ? null : shipping.lastShippedAt(),
                shipping == null ? null : shipping.nextRetryAt(),
                shipping == null ? "" : shipping.lastError(),
                shipping == null ? 0 : shipping.openBatches(),
                kept == null ? 0 : kept.diskBytes(),
                0,
                shipping == null ? 0 : shipping.refused(),
                kept == null ? 0 : kept.losses().scrapes(),
                0,
                ShippingSettings.interval(settings, role));
    }

    @Override
    public Future<?> close() {
        if (buffer == null) return Future.succeededFuture();
        running().cancelTimer(syncTimer);
        if (watch != null) watch.stop();
        if (shipper != null) shipper.stop();
        return onDisk(() -> {
            nodeState().save();
            opened().close();
        });
    }

    private void sync() {
        BatchShipper shipping = shipper;
        onDisk(() -> {
            opened().sync();
            nodeState().save();
        });
        if (shipping != null) shipping.keep();
    }

    private interface DiskStep {
        void run() throws IOException;
    }

    private Future<Void> onDisk(DiskStep step) {
        return worker().<Void>executeBlocking(() -> {
                    step.run();
                    return null;
                })
                .onFailure(cause -> LOG.warn("the disk fails cause={}", cause.toString()));
    }

    private Vertx running() {
        return Objects.requireNonNull(vertx, "not opened");
    }

    private WorkerExecutor worker() {
        return Objects.requireNonNull(disk, "not opened");
    }

    private SampleBuffer opened() {
        return Objects.requireNonNull(buffer, "not opened");
    }

    private NodeState nodeState() {
        return Objects.requireNonNull(state, "not opened");
    }
}
