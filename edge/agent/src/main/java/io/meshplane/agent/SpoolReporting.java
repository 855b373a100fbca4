package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.disk.Spool;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.telemetry.codec.Batch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports in format 1: batches are closed at intervals, kept encoded in the spool, and shipped from there. It has no log. */
final class SpoolReporting implements Reporting {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolReporting.class);

    private static final Duration USUAL_BATCH = Duration.ofSeconds(10);

    private final NodeSettings settings;
    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final long bootId = ThreadLocalRandom.current().nextLong();
    private final Scrapes scrapes = new Scrapes(); // worked on by the worker only, as is the sequence
    private long sequence = 1;
    private long timer;
    private @Nullable Vertx vertx;
    private @Nullable NodeKey key;
    private @Nullable NodeId node;
    private @Nullable Spool spool;
    private @Nullable Shipper shipper;

    SpoolReporting(NodeSettings settings, ControlPlane controlPlane, InstantSource clock) {
        this.settings = settings;
        this.controlPlane = controlPlane;
        this.clock = clock;
    }

    @Override
    public Future<?> open(Vertx on, NodeKey nodeKey, NodeId keyId) {
        vertx = on;
        key = nodeKey;
        node = keyId;
        return on.executeBlocking(() -> Spool.open(settings.data(), settings.spoolBytes()))
                .onSuccess(opened -> {
                    spool = opened;
                    long batchMs = interval().toMillis();
                    long firstMs = 1 + ThreadLocalRandom.current().nextLong(batchMs);
                    timer = on.setPeriodic(firstMs, batchMs, _ -> closeBatch());
                });
    }

    @Override
    public void observed(long sampledAtMs, Observation observation) {
        running().executeBlocking(() -> {
            scrapes.add(sampledAtMs, observation);
            return true;
        });
    }

    @Override
    public Future<Void> log(List<LogLine> lines) {
        return Future.succeededFuture(); // format 1 carries none
    }

    @Override
    public void linkDown(String interfaceName, String peerAddress) {} // the next batch says so

    @Override
    public void clockStepped(long byMs) {} // format 1 has no word for it

    @Override
    public void enrolled(NodeFiles.Enrolment enrolment) {
        node = enrolment.nodeId();
        Shipper shipping = new Shipper(
                running(),
                Objects.requireNonNull(spool),
                controlPlane,
                clock,
                Objects.requireNonNull(key),
                enrolment.nodeId(),
                settings.backOff());
        shipper = shipping;
        shipping.kick();
    }

    @Override
    public Status status() {
        Spool kept = spool;
        Shipper shipping = shipper;
        return new Status(
                shipping == null ? null : shipping.lastShippedAt(),
                shipping == null ? null : shipping.nextRetryAt(),
                shipping == null ? "" : shipping.lastError(),
                kept == null ? 0 : kept.batches(),
                kept == null ? 0 : kept.bytes(),
                kept == null ? 0 : kept.dropped(),
                kept == null ? 0 : kept.refused(),
                scrapes.droppedScrapes(),
                scrapes.droppedLinks(),
                interval());
    }

    private Duration interval() {
        Duration set = settings.batch();
        return set == null ? USUAL_BATCH : set;
    }

    @Override
    public Future<?> close() {
        Spool kept = spool;
        NodeId known = node;
        if (kept == null || known == null) return Future.succeededFuture();
        running().cancelTimer(timer);
        return running().executeBlocking(() -> spoolBatch(kept, known));
    }

    private void closeBatch() {
        Spool kept = Objects.requireNonNull(spool);
        NodeId known = Objects.requireNonNull(node);
        running()
                .executeBlocking(() -> spoolBatch(kept, known))
                .onFailure(
                        cause -> LOG.error("a batch cannot be kept, its metrics are lost cause={}", cause.toString()))
                .onSuccess(_ -> {
                    if (shipper != null) shipper.kick();
                });
    }

    private boolean spoolBatch(Spool kept, NodeId known) throws IOException {
        Batch batch = scrapes.close(known, bootId, sequence, clock.millis(), settings.agentVersion());
        if (batch == null) return false;
        long taken = sequence++; // also where the disk fails: a number must never stand for two batches
        kept.add(bootId, taken, scrapes.encode(batch));
        return true;
    }

    private Vertx running() {
        return Objects.requireNonNull(vertx, "not opened");
    }
}
