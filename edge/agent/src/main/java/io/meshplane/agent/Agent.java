package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.disk.Spool;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.telemetry.codec.Batch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one node. It samples and spools from the first second, whether or not the registry answers, and ships once it is
 * enrolled. Everything runs on one event loop; what blocks runs in order on one worker of it.
 */
public final class Agent extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final NodeSettings settings;
    private final Router router;
    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final long bootId = ThreadLocalRandom.current().nextLong();
    private final Instant startedAt;
    private final Promise<Void> refused = Promise.promise();
    private final Scrapes scrapes = new Scrapes(); // worked on by the worker only, as is the sequence
    private long sequence = 1;
    private boolean sampling;
    private @Nullable Identity identity;
    private @Nullable Enrolment enrolment;
    private NodeFiles.@Nullable Enrolment enrolled;
    private @Nullable Shipper shipper;

    private record Identity(NodeKey key, NodeId keyId, Spool spool, Optional<NodeFiles.Enrolment> enrolled) {}

    /** An agent, not started yet. */
    public Agent(NodeSettings settings, Router router, ControlPlane controlPlane, InstantSource clock) {
        this.settings = settings;
        this.router = router;
        this.controlPlane = controlPlane;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Fails, with the reason in words, when the registry will never take this node; then the agent is idle. */
    public Future<Void> refused() {
        return refused.future();
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(this::openDisk).onSuccess(opened -> {
            identity = opened;
            router.start(vertx);
            long firstBatchMs =
                    1 + ThreadLocalRandom.current().nextLong(settings.batch().toMillis());
            vertx.setPeriodic(1, settings.interval().toMillis(), _ -> sample());
            vertx.setPeriodic(firstBatchMs, settings.batch().toMillis(), _ -> closeBatch());
            enrol(opened);
        });
    }

    /** Puts what was sampled on disk and ends; a request under way is left to its fate, the batch stays on disk. */
    @Override
    public Future<?> stop() {
        router.stop();
        Identity me = identity;
        if (me == null) return Future.succeededFuture();
        NodeId node = node(me);
        return vertx.executeBlocking(() -> spoolBatch(me, node));
    }

    /** A snapshot; to be called on the agent's context. */
    AgentStatus status() {
        Identity me = identity;
        NodeFiles.Enrolment known = enrolled;
        Shipper shipping = shipper;
        return new AgentStatus(
                me == null ? "" : node(me).value(),
                settings.name(),
                known != null,
                known == null ? "" : known.networkId(),
                known == null ? "" : known.role(),
                shipping == null ? null : shipping.lastShippedAt(),
                shipping == null ? null : shipping.nextRetryAt(),
                shipping != null ? shipping.lastError() : enrolment == null ? "" : enrolment.lastError(),
                me == null ? 0 : me.spool().batches(),
                me == null ? 0 : me.spool().bytes(),
                me == null ? 0 : me.spool().dropped(),
                me == null ? 0 : me.spool().refused(),
                scrapes.droppedScrapes(),
                scrapes.droppedLinks(),
                router.babel(),
                known != null && shipping != null && recently(shipping.lastShippedAt()));
    }

    /** {@link #status} from any other context. */
    public Future<AgentStatus> statusSoon() {
        Promise<AgentStatus> promise = Promise.promise();
        context.runOnContext(_ -> promise.complete(status()));
        return promise.future();
    }

    private boolean recently(@Nullable Instant shippedAt) {
        Instant since = shippedAt == null ? startedAt : shippedAt;
        Duration allowed = SILENCE.plus(settings.batch().multipliedBy(2));
        return Duration.between(since, clock.instant()).compareTo(allowed) < 0;
    }

    private Identity openDisk() throws IOException {
        NodeFiles files = new NodeFiles(settings.data());
        NodeKey key = files.key();
        Spool spool = Spool.open(settings.data(), settings.spoolBytes());
        return new Identity(key, NodeId.ofPublicKey(key.publicKey()), spool, files.enrolment());
    }

    private void enrol(Identity me) {
        if (me.enrolled().isPresent()) {
            shipAs(me, me.enrolled().get());
            return;
        }
        Enrolment asking = new Enrolment(vertx, settings, controlPlane, clock, me.key());
        enrolment = asking;
        asking.run()
                .onSuccess(taken -> {
                    LOG.info("enrolled node={} network={} role={}", taken.nodeId(), taken.networkId(), taken.role());
                    keep(taken);
                    shipAs(me, taken);
                })
                .onFailure(cause -> {
                    LOG.error("enrolment failed for good name={} reason={}", settings.name(), cause.getMessage());
                    refused.fail(cause);
                });
    }

    /** If that fails the node works on, and asks again at its next start: the registry answers the same then. */
    private void keep(NodeFiles.Enrolment taken) {
        vertx.executeBlocking(() -> {
                    new NodeFiles(settings.data()).keep(taken);
                    return true;
                })
                .onFailure(cause -> LOG.error("the enrolment cannot be kept on disk cause={}", cause.toString()));
    }

    private void shipAs(Identity me, NodeFiles.Enrolment taken) {
        enrolled = taken;
        router.enrolled(taken.nodeId());
        shipper = new Shipper(vertx, me.spool(), controlPlane, clock, me.key(), taken.nodeId(), settings.backOff());
        shipper.kick();
    }

    private void sample() {
        if (sampling || refused.future().isComplete()) return;
        sampling = true;
        vertx.executeBlocking(() -> {
                    Observation observation = router.observe();
                    scrapes.add(clock.millis(), observation);
                    return true;
                })
                .onFailure(cause -> LOG.warn("the router cannot be read cause={}", cause.toString()))
                .onComplete(_ -> sampling = false);
    }

    private void closeBatch() {
        Identity me = identity;
        if (me == null || refused.future().isComplete()) return;
        NodeId node = node(me);
        vertx.executeBlocking(() -> spoolBatch(me, node))
                .onFailure(
                        cause -> LOG.error("a batch cannot be kept, its metrics are lost cause={}", cause.toString()))
                .onSuccess(_ -> {
                    if (shipper != null) shipper.kick();
                });
    }

    private NodeId node(Identity me) {
        return enrolled == null ? me.keyId() : enrolled.nodeId();
    }

    private boolean spoolBatch(Identity me, NodeId node) throws IOException {
        Batch batch = scrapes.close(node, bootId, sequence, clock.millis(), settings.agentVersion());
        if (batch == null) return false;
        long taken = sequence++; // also where the disk fails: a number must never stand for two batches
        me.spool().add(bootId, taken, scrapes.encode(batch));
        return true;
    }
}
