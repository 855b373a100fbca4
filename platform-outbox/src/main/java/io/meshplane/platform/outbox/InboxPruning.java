package io.meshplane.platform.outbox;

import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topic.Kept;
import io.meshplane.contracts.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Forgets events that no topic can deliver any more, a bounded number a step and in one statement each; rows that another instance
 * is just deleting are left to it.
 */
@ApplicationScoped
public class InboxPruning {
    /** Rows of one step. */
    public static final int STEP_ROWS = 1_000;

    private static final int STEPS_A_TICK = 20;
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final String DELETE = """
            delete from inbox where event_id in (
                select event_id from inbox where taken_at < to_timestamp(:before)
                order by taken_at limit :rows for update skip locked)
            """;
    private static final Logger LOG = Logger.getLogger(InboxPruning.class);

    private final Mutiny.SessionFactory sessions;
    private final Migration migration;
    private final Duration retention;
    private final InstantSource clock;
    private final Vertx vertx;
    private final Counter pruned;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile long timer;

    /**
     * The pruning of this service's inbox.
     *
     * @throws IllegalArgumentException if an event would be forgotten while a topic may still deliver it
     */
    InboxPruning(
            Mutiny.SessionFactory sessions,
            @Readiness Migration migration,
            InboxConfig config,
            InstantSource clock,
            Vertx vertx,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.migration = migration;
        this.retention = checked(config.retention());
        this.clock = clock;
        this.vertx = vertx;
        this.pruned = meters.counter("inbox.pruned");
    }

    static Duration checked(Duration retention) {
        for (Topic<?> topic : Topics.ALL) {
            if (topic.kept() instanceof Kept.For(Duration kept) && retention.compareTo(kept) < 0) {
                throw new IllegalArgumentException("meshplane.inbox.retention is " + retention.toDays() + " days, but "
                        + topic.name() + " keeps records for " + kept.toDays());
            }
        }
        return retention;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(TICK.toMillis(), _ -> tick());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void tick() {
        if (!migration.isDone() || atWork.getAndSet(true)) return;
        FreshContext.run(vertx, () -> steps(STEPS_A_TICK), _ -> atWork.set(false), failure -> {
            LOG.debugf("inbox not pruned failure=%s", failure.toString());
            atWork.set(false);
        });
    }

    private Uni<Integer> steps(int left) {
        return step(clock.instant())
                .flatMap(
                        rows -> rows < STEP_ROWS || left <= 1 ? Uni.createFrom().item(rows) : steps(left - 1));
    }

    /**
     * One step, on a context that a session may use.
     *
     * @return rows that are gone, at most {@link #STEP_ROWS}
     */
    public Uni<Integer> step(Instant now) {
        return sessions.withTransaction((session, tx) -> session.createNativeQuery(DELETE)
                        .setParameter("before", (double) now.minus(retention).getEpochSecond())
                        .setParameter("rows", STEP_ROWS)
                        .executeUpdate())
                .invoke(rows -> pruned.increment(rows));
    }
}
