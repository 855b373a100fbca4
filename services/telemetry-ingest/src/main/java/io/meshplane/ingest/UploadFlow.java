package io.meshplane.ingest;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.Chain.Unacknowledged;
import io.meshplane.ingest.Chains.Place;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.ingest.domain.CursorRules.Decision;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchDecoder;
import io.meshplane.telemetry.codec.Decoded;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.stream.Envelope;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Report;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An upload comes in: decode → decide → one record → acknowledge. Nothing counts before Kafka has acknowledged the record, and from
 * then on everything does: what others need is made from that record by {@link UploadFanOut}. Futures and not Unis: a small upload
 * costs less than the way through a dozen operators (docs/decisions/0009).
 */
@Singleton
public class UploadFlow {
    /** An upload as it comes. */
    public static final int BATCH_BYTES_MAX = 256 << 10;

    /** What one upload may cost in memory. */
    static final Limits LIMITS =
            new Limits(BATCH_BYTES_MAX, 2 << 20, 8 << 20, 20_000, 1024, 4_096, 20_000, 16, 110_000, 1024, 1024);

    /** Kafka takes records up to 1 MiB; a short upload may name long labels many times. */
    static final int RECORD_BYTES_MAX = 960 << 10;

    private static final Outcome TOO_LARGE = new Outcome.Refused(
            Decoded.Reason.TOO_LARGE, "larger than " + RECORD_BYTES_MAX + " bytes when written out");

    private final Chains chains;
    private final UploadCommit commit;
    private final UploadWorkers workers;
    private final UploadMeters meters;
    private final InstantSource clock;

    UploadFlow(Chains chains, UploadCommit commit, UploadWorkers workers, UploadMeters meters, InstantSource clock) {
        this.chains = chains;
        this.commit = commit;
        this.workers = workers;
        this.meters = meters;
        this.clock = clock;
    }

    /** What becomes of an upload. */
    public sealed interface Outcome {
        /** It is on Kafka. */
        record Accepted(long bootId, long sequence) implements Outcome {}

        /** It was already. */
        record Duplicate(long bootId, long sequence) implements Outcome {}

        /** It builds on a state that is not here: it must come again, self-contained. */
        record StateMissing() implements Outcome {}

        /** It can never be taken. */
        record Refused(Decoded.Reason reason, String detail) implements Outcome {}

        /** It names another node than the one that sent it. */
        record ForeignNode() implements Outcome {}

        /** Another upload of the node is being worked on, or the cursors are still being read. */
        record Later(Wait until) implements Outcome {}
    }

    /** What an upload must wait for. */
    public enum Wait {
        SAME_NODE,
        CURSORS
    }

    /**
     * Takes a batch of format 1. Call it on a worker.
     *
     * @return fails if Kafka does not acknowledge in time; nothing counts then
     */
    public CompletableFuture<Outcome> takeBatch(EnrolledNode node, byte[] body) {
        return counted(body, () -> switch (BatchDecoder.decode(body, LIMITS)) {
            case Decoded.Refused(Decoded.Reason reason, String detail) -> item(new Outcome.Refused(reason, detail));
            case Decoded.Accepted(Batch batch)
            when !batch.nodeId().equals(node.id().value()) -> item(new Outcome.ForeignNode());
            case Decoded.Accepted(Batch batch) ->
                alone(node, null, place -> accept(node, place.chain, Report.of(batch), null));
        });
    }

    /** Takes a message of format 2; likewise. */
    public CompletableFuture<Outcome> takeReport(EnrolledNode node, byte[] body) {
        return counted(body, () -> {
            Envelope envelope = Envelope.of(body);
            if (envelope == null) {
                return item(new Outcome.Refused(Decoded.Reason.NOT_A_BATCH, "no message of version 2"));
            }
            return alone(node, envelope.lane(), place -> read(node, place, envelope, body));
        });
    }

    private CompletableFuture<Outcome> counted(byte[] body, Supplier<CompletableFuture<Outcome>> work) {
        meters.received(body.length);
        return work.get().whenComplete((outcome, failure) -> {
            if (failure == null) meters.count(outcome);
            else meters.countFailure("kafka");
        });
    }

    /** Work that has a chain to itself. */
    private interface Work {
        CompletableFuture<Outcome> on(Place place);
    }

    /** One upload of a lane after the other, and none before it is known what others wrote of the node. */
    private CompletableFuture<Outcome> alone(EnrolledNode node, @Nullable Lane lane, Work work) {
        if (!commit.isReady()) return item(new Outcome.Later(Wait.CURSORS));
        Place place = chains.take(node.id(), lane, LIMITS);
        if (place == null) return item(new Outcome.Later(Wait.SAME_NODE));
        CompletableFuture<Outcome> done;
        try {
            done = commit.isSettled(node.id().value())
                    ? work.on(place)
                    : commit.settle(node.id().value()).thenComposeAsync(_ -> work.on(place), workers.executor());
        } catch (RuntimeException | Error e) { // whatever it is, the chain is given back
            done = CompletableFuture.failedFuture(e);
        }
        return done.whenComplete((_, _) -> chains.giveBack(place));
    }

    private CompletableFuture<Outcome> read(EnrolledNode node, Place place, Envelope envelope, byte[] body) {
        Chain chain = place.chain;
        Outcome known = knownBefore(node, chain, envelope);
        if (known != null) return item(known);
        return switch (chain.reader.read(body, workers.workspace())) {
            case Received.Refused(Decoded.Reason reason, String detail) -> item(new Outcome.Refused(reason, detail));
            case Received.StateMissing() -> item(new Outcome.StateMissing());
            case Received.Repeated(long sequence) -> again(node, chain, sequence);
            case Received.Accepted(Report report)
            when !report.nodeId().equals(node.id().value()) -> {
                chains.forget(place);
                yield item(new Outcome.ForeignNode());
            }
            case Received.Accepted(Report report) -> {
                chain.reads(report.bootId());
                yield accept(node, chain, report, envelope.lane());
            }
        };
    }

    /** A chained message tells its sequence before it is decoded, and the chain its boot. */
    private @Nullable Outcome knownBefore(EnrolledNode node, Chain chain, Envelope envelope) {
        if (!envelope.chained() || !chain.reader.hasState()) return null;
        UploadHeaders number = new UploadHeaders(chain.bootId(), envelope.sequence(), 0);
        return commit.decide(node.id().value(), number) instanceof Decision.Duplicate
                ? new Outcome.Duplicate(number.bootId(), number.sequence())
                : null;
    }

    /** The bytes that were decoded last, once more: what was made of them may have failed on its way to Kafka. */
    private CompletableFuture<Outcome> again(EnrolledNode node, Chain chain, long sequence) {
        Unacknowledged upload = chain.unacknowledged();
        UploadHeaders number = new UploadHeaders(chain.bootId(), sequence, 0);
        if (commit.decide(node.id().value(), number) instanceof Decision.Duplicate) {
            chain.awaits(null);
            return item(new Outcome.Duplicate(number.bootId(), sequence));
        }
        if (upload == null || upload.number().sequence() != sequence) return item(new Outcome.StateMissing());
        return write(node, chain, upload);
    }

    private CompletableFuture<Outcome> accept(EnrolledNode node, Chain chain, Report report, @Nullable Lane lane) {
        chain.awaits(null);
        long nowMs = clock.instant().toEpochMilli();
        UploadHeaders number =
                new UploadHeaders(report.bootId(), report.sequence(), Math.min(report.sentAtMs(), nowMs));
        return switch (commit.decide(node.id().value(), number)) {
            case Decision.Duplicate() -> item(new Outcome.Duplicate(report.bootId(), report.sequence()));
            case Decision.Accept accept -> {
                boolean backlog = lane == Lane.BACKLOG || !accept.newest();
                byte[] record = workers.records().write(head(node, report, backlog, nowMs), report, chain.texts);
                if (record == null) yield item(TOO_LARGE);
                int values = report.metrics().rows() * report.metrics().columns(); // the table is another's by then
                int lines = report.lines().count();
                yield write(node, chain, new Unacknowledged(number, record)).thenApply(outcome -> {
                    meters.taken(accept, values, lines);
                    return outcome;
                });
            }
        };
    }

    private CompletableFuture<Outcome> write(EnrolledNode node, Chain chain, Unacknowledged upload) {
        chain.awaits(upload);
        UploadHeaders number = upload.number();
        return commit.write(node.id().value(), number, upload.upload()).thenApply(_ -> {
            chain.awaits(null);
            return new Outcome.Accepted(number.bootId(), number.sequence());
        });
    }

    private static UploadHead head(EnrolledNode node, Report report, boolean backlog, long nowMs) {
        return new UploadHead(
                node.id().value(),
                node.network().value(),
                UploadDoor.UPLOAD_DOOR_NATIVE,
                report.bootId(),
                report.sequence(),
                report.sentAtMs(),
                nowMs,
                report.uptimeSeconds(),
                report.agentVersion(),
                report.babelRoutes(),
                backlog);
    }

    private static CompletableFuture<Outcome> item(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
