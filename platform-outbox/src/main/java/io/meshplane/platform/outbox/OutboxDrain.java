package io.meshplane.platform.outbox;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Moves outbox rows to Kafka: in order, at least once, by one instance at a time (an advisory lock), so that order per key
 * holds. Woken after each commit; a tick takes what a crash or an outage left behind.
 */
@ApplicationScoped
public class OutboxDrain {
    static final int BATCH_ROWS = 500;
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Longer than every delivery may take; a connection that hangs must not stop the drain for ever. */
    static final Duration BATCH_DEADLINE = Duration.ofSeconds(60);

    private static final long LOCK = 0x6d6573686f757462L; // "meshoutb"
    private static final Logger LOG = Logger.getLogger(OutboxDrain.class);
    private static final Map<String, Topic<?>> TOPICS =
            Topics.ALL.stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

    private final Mutiny.SessionFactory sessions;
    private final EventPublisher publisher;
    private final Vertx vertx;
    /** 0 = idle, 1 = draining, 2 = draining and woken again meanwhile. */
    private final AtomicInteger state = new AtomicInteger();

    private volatile long timer;
    private volatile boolean stopped;

    OutboxDrain(Mutiny.SessionFactory sessions, EventPublisher publisher, Vertx vertx) {
        this.sessions = sessions;
        this.publisher = publisher;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(TICK.toMillis(), id -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Drains soon; cheap, from any thread. */
    public void wake() {
        if (stopped) return;
        if (state.getAndUpdate(s -> Math.min(s + 1, 2)) == 0) onFreshContext();
    }

    private void onFreshContext() {
        FreshContext.run(vertx, this::drainAll, _ -> ended(false), failure -> {
            LOG.debugf("outbox waits failure=%s", failure.toString());
            ended(true);
        });
    }

    private void ended(boolean failed) {
        if (state.getAndSet(0) == 2 && !failed) wake(); // after a failure the tick comes soon enough
    }

    private Uni<Void> drainAll() {
        return drainBatch()
                .ifNoItem()
                .after(BATCH_DEADLINE)
                .fail()
                .flatMap(rows -> rows < BATCH_ROWS || stopped ? Uni.createFrom().voidItem() : drainAll());
    }

    private Uni<Integer> drainBatch() {
        return sessions.withTransaction(
                (session, tx) -> session.createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
                        .setParameter("lock", LOCK)
                        .getSingleResult()
                        .flatMap(mine ->
                                mine ? publishOldest(session) : Uni.createFrom().item(0)));
    }

    private Uni<Integer> publishOldest(Mutiny.Session session) {
        return session.createSelectionQuery("from OutboxRow order by seq", OutboxRow.class)
                .setMaxResults(BATCH_ROWS)
                .getResultList()
                .flatMap(
                        rows -> publish(rows).chain(() -> remove(session, rows)).replaceWith(rows.size()));
    }

    /** Keys side by side, the rows of a key one after the other; when it fails, nothing is under way any more. */
    private Uni<Void> publish(List<OutboxRow> rows) {
        if (rows.isEmpty()) return Uni.createFrom().voidItem();
        Map<String, List<OutboxRow>> byKey = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.topic + ' ' + row.eventKey, LinkedHashMap::new, Collectors.toList()));
        return Uni.join()
                .all(byKey.values().stream().map(this::oneAfterTheOther).toList())
                .andCollectFailures()
                .replaceWithVoid();
    }

    private Uni<Void> oneAfterTheOther(List<OutboxRow> rowsOfAKey) {
        return Multi.createFrom()
                .iterable(rowsOfAKey)
                .onItem()
                .transformToUniAndConcatenate(this::publish)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<EventPublisher.Position> publish(OutboxRow row) {
        Topic<?> topic = TOPICS.get(row.topic);
        if (topic == null) return Uni.createFrom().failure(new IllegalStateException("no topic " + row.topic));
        return publisher.publish(topic, row.eventKey, new EventId(row.eventId), row.value);
    }

    private static Uni<Integer> remove(Mutiny.Session session, List<OutboxRow> rows) {
        if (rows.isEmpty()) return Uni.createFrom().item(0);
        return session.createMutationQuery("delete from OutboxRow where seq in :seqs")
                .setParameter("seqs", rows.stream().map(row -> row.seq).toList())
                .executeUpdate();
    }
}
