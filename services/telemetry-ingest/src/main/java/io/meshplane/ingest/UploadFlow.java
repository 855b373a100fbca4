package io.meshplane.ingest;

import io.meshplane.contracts.event.MetricsReported;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.ingest.adapter.kafka.Cursors;
import io.meshplane.ingest.domain.CursorRules;
import io.meshplane.ingest.domain.CursorRules.Decision;
import io.meshplane.ingest.domain.Progress;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.event.EventPublisher.Position;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchDecoder;
import io.meshplane.telemetry.codec.Decoded;
import io.meshplane.telemetry.codec.Limits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An upload comes in: decode → decide → publish → keep. What is kept of the node changes only after Kafka has acknowledged
 * every event; until then a repeat does the same work again and makes the same events.
 */
@ApplicationScoped
public class UploadFlow {
    /** An upload as it comes. */
    public static final int BATCH_BYTES_MAX = 256 << 10;

    /** What one upload may cost in memory. */
    static final Limits LIMITS =
            new Limits(BATCH_BYTES_MAX, 2 << 20, 8 << 20, 20_000, 1024, 4_096, 20_000, 16, 110_000, 1024, 1024);

    /** Kafka takes records up to 1 MiB; a short batch may name long labels many times. */
    static final int METRICS_BYTES_MAX = 960 << 10;

    /** Beyond what the publisher needs to fail, as its queue may be long. */
    private static final Duration DEADLINE = EventPublisher.DELIVERY_DEADLINE.plusSeconds(2);

    private final Cursors cursors;
    private final EventPublisher publisher;
    private final UploadMeters meters;
    private final InstantSource clock;
    private final Set<NodeId> busy = ConcurrentHashMap.newKeySet();

    UploadFlow(Cursors cursors, EventPublisher publisher, UploadMeters meters, InstantSource clock) {
        this.cursors = cursors;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /** What becomes of an upload. */
    public sealed interface Outcome {
        /** Its events are on Kafka. */
        record Accepted(long sequence) implements Outcome {}

        /** They were already. */
        record Duplicate(long sequence) implements Outcome {}

        /** It can never be taken. */
        record Refused(Decoded.Reason reason, String detail) implements Outcome {}

        /** It names another node than the one that signed it. */
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
     * Takes an upload. Decodes on the calling thread: call it on a worker.
     *
     * @return fails if Kafka does not acknowledge everything in time; nothing counts then
     */
    public Uni<Outcome> take(EnrolledNode node, byte[] body) {
        return decided(node, body)
                .invoke(meters::count)
                .onFailure()
                .invoke(() -> meters.countFailure("kafka"))
                .onCancellation()
                .invoke(() -> meters.countFailure("caller_left"));
    }

    private Uni<Outcome> decided(EnrolledNode node, byte[] body) {
        meters.received(body.length);
        return switch (BatchDecoder.decode(body, LIMITS)) {
            case Decoded.Refused(Decoded.Reason reason, String detail) -> item(new Outcome.Refused(reason, detail));
            case Decoded.Accepted(Batch batch)
            when !batch.nodeId().equals(node.id().value()) -> item(new Outcome.ForeignNode());
            case Decoded.Accepted(Batch batch) -> oneAtATime(node, batch);
        };
    }

    /** Two uploads of a node at once would decide on the same cursor. */
    private Uni<Outcome> oneAtATime(EnrolledNode node, Batch batch) {
        if (!cursors.areRead()) return item(new Outcome.Later(Wait.CURSORS));
        if (!busy.add(node.id())) return item(new Outcome.Later(Wait.SAME_NODE));
        return Uni.createFrom()
                .deferred(() -> accept(node, batch))
                .onTermination() // also when the caller hangs up
                .invoke(() -> busy.remove(node.id()));
    }

    private Uni<Outcome> accept(EnrolledNode node, Batch batch) {
        Instant now = clock.instant();
        Optional<Progress> before = cursors.find(node.id());
        Decision decision = CursorRules.accept(
                before.map(Progress::cursor).orElse(null),
                batch.bootId(),
                batch.sequence(),
                Math.min(batch.sentAtMs(), now.toEpochMilli()));
        return switch (decision) {
            case Decision.Duplicate() -> item(new Outcome.Duplicate(batch.sequence()));
            case Decision.Accept accept -> publish(node, batch, before.orElse(null), accept, now);
        };
    }

    private Uni<Outcome> publish(
            EnrolledNode node, Batch batch, @Nullable Progress before, Decision.Accept accept, Instant now) {
        UploadEvents events = new UploadEvents(node, batch);
        Event<MetricsReported> metrics = events.metrics();
        if (metrics.value().getSerializedSize() > METRICS_BYTES_MAX) {
            return item(new Outcome.Refused(
                    Decoded.Reason.TOO_LARGE, "metrics larger than " + METRICS_BYTES_MAX + " bytes when written out"));
        }
        List<Event<?>> others = new ArrayList<>();
        others.add(events.heartbeat(now));
        if (accept.newest()) others.addAll(events.links()); // a state topic keeps what comes last: no late news there
        others.addAll(events.usage());
        return Uni.combine()
                .all()
                .unis(publisher.publish(metrics), publisher.publishAll(others))
                .with((position, done) -> progress(node, before, accept, position, now))
                .call(progress -> publisher.publish(events.cursor(progress)))
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new TimeoutException("Kafka did not acknowledge an upload"))
                .invoke(cursors::keep)
                .invoke(() -> meters.values(accept.skipped(), metrics.value()))
                .replaceWith(new Outcome.Accepted(batch.sequence()));
    }

    private static Progress progress(
            EnrolledNode node, @Nullable Progress before, Decision.Accept accept, Position position, Instant now) {
        Position newest = accept.newest() || before == null
                ? position
                : new Position(before.newestPartition(), before.newestOffset());
        return new Progress(node.id(), node.network(), accept.next(), newest.partition(), newest.offset(), now);
    }

    private static Uni<Outcome> item(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
