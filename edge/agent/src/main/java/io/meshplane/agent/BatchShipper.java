package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.SampleBuffer;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.domain.shipping.Decision;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.agent.domain.shipping.Order;
import io.meshplane.agent.domain.shipping.Outcome;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Shipping;
import io.meshplane.agent.domain.shipping.ShippingPolicy;
import io.meshplane.agent.domain.shipping.Span;
import io.meshplane.contracts.id.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what {@link Shipping} orders: reads batches from the buffer, puts their numbers on disk, sends them. Runs on the
 * agent's context, its disk work in order on the disk's worker.
 */
final class BatchShipper {
    private static final Logger LOG = LoggerFactory.getLogger(BatchShipper.class);

    /** Who the batches are of. */
    record Node(NodeId id, String agentVersion) {}

    private record Sealed(OpenBatches.Loaded batch, byte[] bytes) {}

    private final Vertx vertx;
    private final WorkerExecutor disk;
    private final SampleBuffer buffer;
    private final Ingest.Session session;
    private final InstantSource clock;
    private final BatchSealer sealer; // on the worker only
    private final long bootId = ThreadLocalRandom.current().nextLong();
    private final OpenBatches batches;
    private LongConsumer unanswered = _ -> {};
    private Shipping shipping;
    private boolean stopped;
    private boolean unkept;
    private long timer = -1;
    private long refused;
    private String lastError = "";
    private @Nullable Instant lastShippedAt;

    BatchShipper(
            Vertx vertx,
            WorkerExecutor disk,
            SampleBuffer buffer,
            NodeState state,
            Ingest.Session session,
            Node node,
            ShippingPolicy policy,
            InstantSource clock) {
        this.vertx = vertx;
        this.disk = disk;
        this.buffer = buffer;
        this.session = session;
        this.clock = clock;
        this.sealer = new BatchSealer(node);
        this.batches = new OpenBatches(buffer, state, clock);
        long firstMs = nowMs() + 1 + ThreadLocalRandom.current().nextLong(policy.intervalMs());
        this.shipping = Shipping.start(policy, bootId, buffer.positions(), buffer.head(), firstMs);
    }

    /** Hears when an upload was sent that had no answer, by the clock of {@link UplinkWatch#nowMs}. */
    void whenUnanswered(LongConsumer listener) {
        unanswered = listener;
    }

    void start() {
        tick();
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Something urgent is in the buffer. */
    void urgent() {
        shipping = shipping.urgent();
        tick();
    }

    /** Puts positions on disk that changed by an answer only: to lose them would cost a repetition. */
    void keep() {
        if (!unkept || stopped) return;
        onDisk(keeping(), _ -> {}, cause -> LOG.warn("the positions cannot be kept cause={}", cause.toString()));
    }

    @Nullable Instant lastShippedAt() {
        return lastShippedAt;
    }

    /** Null if nothing has failed. */
    @Nullable Instant nextRetryAt() {
        if (shipping.failures(Lane.LIVE) == 0) return null;
        return clock.instant().plusMillis(Math.max(0, shipping.wakesAtMs() - nowMs()));
    }

    String lastError() {
        return lastError;
    }

    long refused() {
        return refused;
    }

    /** Batches that were sent and have no answer. */
    int openBatches() {
        Positions positions = shipping.positions();
        return (positions.live() == null ? 0 : 1) + (positions.behind() == null ? 0 : 1);
    }

    private static long nowMs() {
        return UplinkWatch.nowMs();
    }

    private void tick() {
        if (!stopped) apply(shipping.tick(buffer.head(), nowMs()));
    }

    private void apply(Decision decision) {
        shipping = decision.next();
        for (Order order : decision.orders()) {
            switch (order) {
                case Order.Gather(Lane lane, Span span) -> gather(lane, span);
                case Order.Send(NumberedBatch batch, boolean selfContained) -> send(batch, selfContained);
            }
        }
        vertx.cancelTimer(timer);
        long waitMs = Math.max(1, shipping.wakesAtMs() - nowMs());
        if (!stopped) timer = vertx.setTimer(waitMs, _ -> tick());
    }

    private void gather(Lane lane, Span span) {
        onDisk(
                batches.gather(lane, span),
                read -> {
                    if (!read.contents().extent().empty()) batches.opened(lane, read);
                    apply(shipping.gathered(lane, read.contents().extent(), nowMs()));
                    tick();
                },
                cause -> diskFailed(lane, cause));
    }

    private void send(NumberedBatch batch, boolean selfContained) {
        Lane lane = batch.lane();
        OpenBatches.Step<Boolean> keeping = keeping();
        OpenBatches.Step<OpenBatches.Loaded> loading = batches.load(batch);
        onDisk(
                () -> {
                    keeping.run();
                    OpenBatches.Loaded batchIn = loading.run();
                    byte[] bytes = sealer.seal(batch, batchIn.contents(), batchIn.attachment(), selfContained);
                    return new Sealed(batchIn, bytes);
                },
                ready -> {
                    batches.loaded(lane, ready.batch());
                    upload(batch, ready.bytes());
                },
                cause -> {
                    // no way to encode it: it would stop its lane for ever
                    if (cause instanceof IllegalArgumentException) answered(batch, unsendable(cause));
                    else diskFailed(lane, cause);
                });
    }

    private OpenBatches.Step<Boolean> keeping() {
        unkept = false;
        return batches.keep(shipping.positions());
    }

    private void upload(NumberedBatch batch, byte[] bytes) {
        long sentAtMs = nowMs();
        session.upload(bytes, batch.bootId(), batch.sequence()).onSuccess(reply -> {
            if (!reply.answered()) unanswered.accept(sentAtMs);
            answered(batch, reply);
        });
    }

    private static Ingest.Reply unsendable(Throwable cause) {
        return new Ingest.Reply(Outcome.REFUSED, Duration.ZERO, "not encodable: " + cause.getMessage(), false);
    }

    private void answered(NumberedBatch batch, Ingest.Reply reply) {
        Lane lane = batch.lane();
        boolean closed = reply.outcome() == Outcome.TAKEN || reply.outcome() == Outcome.REFUSED;
        if (closed) {
            OpenBatches.Loaded sent = batches.closed(lane);
            unkept = true;
            boolean taken = reply.outcome() == Outcome.TAKEN;
            onDisk(() -> settled(lane, taken ? sent : null), _ -> {}, cause -> LOG.warn("cause={}", cause.toString()));
        }
        tell(batch, reply);
        shipping = shipping.answered(
                lane,
                reply.outcome(),
                nowMs(),
                reply.retryAfter().toMillis(),
                ThreadLocalRandom.current().nextDouble());
        tick();
    }

    /** @param taken null if it was refused */
    private boolean settled(Lane lane, OpenBatches.@Nullable Loaded taken) {
        sealer.settled(lane, taken != null);
        if (taken != null) batches.acknowledged(taken);
        return true;
    }

    private void tell(NumberedBatch batch, Ingest.Reply reply) {
        switch (reply.outcome()) {
            case TAKEN -> {
                lastShippedAt = clock.instant();
                lastError = "";
            }
            case REFUSED -> {
                refused++;
                LOG.warn("batch refused sequence={} error={}", batch.sequence(), reply.error());
            }
            case STATE_MISSING -> LOG.info("the receiver has no state, batch goes again sequence={}", batch.sequence());
            case LATER -> {
                if (lastError.isEmpty()) LOG.warn("batches wait on disk error={}", reply.error());
                lastError = reply.error();
            }
        }
    }

    private void diskFailed(Lane lane, Throwable cause) {
        LOG.warn("the buffer fails lane={} cause={}", lane, cause.toString());
        lastError = "the buffer fails: " + cause;
        shipping =
                shipping.diskFailed(lane, nowMs(), ThreadLocalRandom.current().nextDouble());
        tick();
    }

    private interface Then<T> {
        void accept(T value);
    }

    private <T> void onDisk(OpenBatches.Step<T> step, Then<T> then, Then<Throwable> otherwise) {
        Future<T> done = disk.executeBlocking(step::run);
        done.onComplete(result -> {
            if (stopped) return;
            if (result.succeeded()) then.accept(result.result());
            else otherwise.accept(result.cause());
        });
    }
}
