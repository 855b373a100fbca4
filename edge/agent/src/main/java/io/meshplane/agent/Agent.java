package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.domain.ClockWatch;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one node. It samples and keeps from the first second, whether or not the registry answers, and reports once it is
 * enrolled. Everything runs on one event loop; what blocks runs on workers.
 */
public final class Agent extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final NodeSettings settings;
    private final Router router;
    private final ControlPlane controlPlane;
    private final Reporting reporting;
    private final @Nullable BabelSteering steering;
    private final @Nullable PeerDirectory peers;
    private final InstantSource clock;
    private final LongSupplier steadyMs;
    private final Instant startedAt;
    private ClockWatch clockWatch;
    private final Promise<Void> refused = Promise.promise();
    private boolean sampling;
    private @Nullable Ticker ticker;
    private @Nullable Identity identity;
    private @Nullable Enrolment enrolment;
    private NodeFiles.@Nullable Enrolment enrolled;

    private record Identity(NodeKey key, NodeId keyId, Optional<NodeFiles.Enrolment> enrolled) {}

    /** An agent that leaves babeld alone, not started yet. */
    Agent(NodeSettings settings, Router router, ControlPlane controlPlane, Reporting reporting, InstantSource clock) {
        this(settings, router, controlPlane, reporting, null, null, clock, UplinkWatch::nowMs);
    }

    /**
     * An agent, not started yet.
     *
     * @param steering null = the router's babeld goes by its own configuration, if there is one
     * @param peers null = the router has no keys of its own
     * @param steadyMs goes on at the pace of the clock and never steps
     */
    Agent(
            NodeSettings settings,
            Router router,
            ControlPlane controlPlane,
            Reporting reporting,
            @Nullable BabelSteering steering,
            @Nullable PeerDirectory peers,
            InstantSource clock,
            LongSupplier steadyMs) {
        this.settings = settings;
        this.router = router;
        this.controlPlane = controlPlane;
        this.reporting = reporting;
        this.steering = steering;
        this.peers = peers;
        this.clock = clock;
        this.steadyMs = steadyMs;
        this.startedAt = clock.instant();
        this.clockWatch = new ClockWatch(startedAt.toEpochMilli(), steadyMs.getAsLong());
    }

    /** Fails, with the reason in words, when the registry will never take this node; then the agent is idle. */
    public Future<Void> refused() {
        return refused.future();
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(this::readIdentity)
                .compose(read -> reporting.open(vertx, read.key(), read.keyId()).map(read))
                .onSuccess(me -> {
                    identity = me;
                    router.tell(new Listener());
                    router.start(vertx);
                    ticker = Ticker.start(vertx, settings.interval(), this::sample);
                    enrol(me);
                });
    }

    /** Puts what was sampled on disk and ends. */
    @Override
    public Future<?> stop() {
        if (ticker != null) ticker.stop();
        if (steering != null) steering.stop();
        if (peers != null) peers.stop();
        router.stop();
        return identity == null ? Future.succeededFuture() : reporting.close();
    }

    /** A snapshot; to be called on the agent's context. */
    AgentStatus status() {
        Identity me = identity;
        NodeFiles.Enrolment known = enrolled;
        Reporting.Status reports = reporting.status();
        return new AgentStatus(
                me == null
                        ? ""
                        : known == null ? me.keyId().value() : known.nodeId().value(),
                settings.name(),
                known != null,
                known == null ? "" : known.networkId(),
                known == null ? "" : known.role(),
                reports.lastShippedAt(),
                reports.nextRetryAt(),
                known != null ? reports.lastError() : enrolment == null ? "" : enrolment.lastError(),
                reports.waitingBatches(),
                reports.diskBytes(),
                reports.droppedBatches(),
                reports.refusedBatches(),
                reports.droppedScrapes(),
                reports.droppedLinks(),
                router.babel(),
                steering == null ? "own configuration" : steering.status(),
                ticker == null ? 0 : ticker.missed(),
                router.sources(),
                known != null && recently(reports));
    }

    /** {@link #status} from any other context. */
    public Future<AgentStatus> statusSoon() {
        Promise<AgentStatus> promise = Promise.promise();
        context.runOnContext(_ -> promise.complete(status()));
        return promise.future();
    }

    private boolean recently(Reporting.Status reports) {
        Instant shippedAt = reports.lastShippedAt();
        Instant since = shippedAt == null ? startedAt : shippedAt;
        Duration allowed = SILENCE.plus(reports.interval().multipliedBy(2));
        return Duration.between(since, clock.instant()).compareTo(allowed) < 0;
    }

    private Identity readIdentity() throws IOException {
        NodeFiles files = new NodeFiles(settings.data());
        NodeKey key = files.key();
        return new Identity(key, NodeId.ofPublicKey(key.publicKey()), files.enrolment());
    }

    private void enrol(Identity me) {
        if (me.enrolled().isPresent()) {
            reportAs(me.enrolled().get());
            return;
        }
        Enrolment asking = new Enrolment(vertx, settings, controlPlane, clock, me.key());
        enrolment = asking;
        asking.run()
                .onSuccess(taken -> {
                    LOG.info("enrolled node={} network={} role={}", taken.nodeId(), taken.networkId(), taken.role());
                    keep(taken);
                    reportAs(taken);
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

    private void reportAs(NodeFiles.Enrolment taken) {
        enrolled = taken;
        router.enrolled(taken.nodeId());
        reporting.enrolled(taken);
        Identity me = identity;
        if (steering != null && me != null) steering.start(me.key(), me.keyId());
        if (peers != null && me != null) peers.start(me.key(), me.keyId());
    }

    private boolean sample() {
        if (refused.future().isComplete()) return true;
        if (sampling) return false;
        sampling = true;
        long sampledAtMs = clock.millis();
        ClockWatch.Look look = clockWatch.look(sampledAtMs, steadyMs.getAsLong());
        clockWatch = look.next();
        if (look.steppedMs() != 0) reporting.clockStepped(look.steppedMs());
        vertx.executeBlocking(router::observe)
                .onSuccess(observation -> reporting.observed(sampledAtMs, observation))
                .onFailure(cause -> LOG.warn("the router cannot be read cause={}", cause.toString()))
                .onComplete(_ -> sampling = false);
        return true;
    }

    /** Brings what the router says, on any thread, to the agent's context. */
    private final class Listener implements RouterListener {
        @Override
        public Future<Void> log(List<LogLine> lines) {
            Promise<Void> kept = Promise.promise();
            context.runOnContext(_ -> reporting.log(lines).onComplete(kept));
            return kept.future();
        }

        @Override
        public void linkDown(String interfaceName, String peerAddress) {
            context.runOnContext(_ -> reporting.linkDown(interfaceName, peerAddress));
        }
    }
}
