package io.meshplane.platform.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Brings the schema up to date as soon as the database answers, however late that is; not ready before. */
@Readiness
@ApplicationScoped
public class Migration implements HealthCheck {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(Migration.class);

    private final Flyway flyway;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Runnable> waiting = new ArrayList<>();
    private volatile boolean done;

    Migration(Flyway flyway) {
        this.flyway = flyway;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("migration").start(this::migrateUntilDone);
    }

    void stop(@Observes ShutdownEvent event) {
        stop.countDown();
    }

    private void migrateUntilDone() {
        try {
            do {
                try {
                    flyway.migrate();
                    finished().forEach(Runnable::run);
                } catch (FlywayException e) {
                    LOG.warnf(
                            "schema not migrated yet failure=%s",
                            String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                }
            } while (!isDone() && !stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the schema is up to date. */
    boolean isDone() {
        return done;
    }

    private synchronized List<Runnable> finished() {
        done = true;
        return List.copyOf(waiting);
    }

    private synchronized boolean waits(Runnable listener) {
        return !done && waiting.add(listener);
    }

    /** Runs something as soon as the schema is up to date: now, or later on the thread that migrates. */
    void onceDone(Runnable listener) {
        if (!waits(listener)) listener.run();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("schema").status(isDone()).build();
    }
}
