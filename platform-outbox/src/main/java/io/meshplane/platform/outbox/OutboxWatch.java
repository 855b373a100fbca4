package io.meshplane.platform.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Shows how far behind the outbox is. Wellness, not liveness or readiness: what is committed is safe, and a restart or an
 * instance less would publish nothing sooner.
 */
@Wellness
@ApplicationScoped
public class OutboxWatch implements HealthCheck {
    /** The count stops here. */
    static final int WAITING_MAX = 10_000;

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final String LOOK = """
            select count(*), cast(coalesce(extract(epoch from now() - min(staged_at)), 0) as double precision)
            from (select staged_at from outbox order by seq limit :max) as oldest
            """;

    private final Mutiny.SessionFactory sessions;
    private final Migration migration;
    private final Vertx vertx;
    private final Duration degradedAfter;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile Backlog backlog = new Backlog(false, 0, 0);
    private volatile long timer;

    /**
     * What the last look saw.
     *
     * @param seen false if the database did not answer
     * @param waitingRows at most {@link #WAITING_MAX}
     */
    private record Backlog(boolean seen, long waitingRows, double oldestAgeSeconds) {}

    OutboxWatch(
            Mutiny.SessionFactory sessions,
            @Readiness Migration migration,
            Vertx vertx,
            OutboxConfig config,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.migration = migration;
        this.vertx = vertx;
        this.degradedAfter = config.degradedAfter();
        Gauge.builder("outbox.waiting", () -> backlog.waitingRows)
                .baseUnit("rows")
                .register(meters);
        Gauge.builder("outbox.oldest.age", () -> backlog.oldestAgeSeconds)
                .baseUnit("seconds")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(TICK.toMillis(), _ -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (!migration.isDone() || atWork.getAndSet(true)) return;
        FreshContext.run(vertx, this::count, this::saw, _ -> saw(new Backlog(false, 0, 0)));
    }

    private Uni<Backlog> count() {
        return sessions.withSession(session -> session.createNativeQuery(LOOK, Object[].class)
                .setParameter("max", WAITING_MAX)
                .getSingleResult()
                .map(row -> new Backlog(true, ((Number) row[0]).longValue(), ((Number) row[1]).doubleValue())));
    }

    private void saw(Backlog seen) {
        backlog = seen;
        atWork.set(false);
    }

    @Override
    public HealthCheckResponse call() {
        Backlog now = backlog;
        return HealthCheckResponse.named("outbox")
                .status(now.seen && now.oldestAgeSeconds <= degradedAfter.toSeconds())
                .withData("seen", now.seen)
                .withData("waitingRows", now.waitingRows)
                .withData("oldestAgeSeconds", (long) now.oldestAgeSeconds)
                .build();
    }
}
