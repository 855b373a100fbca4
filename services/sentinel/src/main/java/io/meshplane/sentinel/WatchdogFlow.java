package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.systemd.ServiceManager;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Under systemd with WatchdogSec: tells it that this instance really works, which is that it looks at members and its looks end. A
 * process that is there and does nothing is restarted. That Kafka or the name server is away is no reason: a restart would not help.
 */
@ApplicationScoped
public class WatchdogFlow {
    private static final Logger LOG = Logger.getLogger(WatchdogFlow.class);

    private final ProbeFlow probes;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watchdog").factory());

    private @Nullable Future<?> feeding;

    WatchdogFlow(ProbeFlow probes) {
        this.probes = probes;
    }

    void start(@Observes StartupEvent event) {
        String socket = System.getenv("NOTIFY_SOCKET");
        String micros = System.getenv("WATCHDOG_USEC");
        if (socket == null || micros == null) return;
        start(new ServiceManager(socket), Duration.of(Long.parseLong(micros), ChronoUnit.MICROS));
    }

    /** Tells three times as often as it must. */
    void start(ServiceManager manager, Duration deadline) {
        long pauseNanos = deadline.dividedBy(3).toNanos();
        feeding = thread.scheduleAtFixedRate(() -> tell(manager), 0, pauseNanos, TimeUnit.NANOSECONDS);
    }

    private void tell(ServiceManager manager) {
        String trouble = probes.trouble();
        if (trouble != null) {
            LOG.errorf("watchdog is not fed: %s", trouble);
            return;
        }
        try {
            manager.tell("READY=1\nWATCHDOG=1");
        } catch (IOException e) {
            LOG.warnf("service manager not reached failure=%s", e.toString());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (feeding != null) feeding.cancel(true);
        thread.shutdownNow();
    }
}
