package io.meshplane.platform.lifecycle;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Ends this process when the launcher that started it is gone, so that a killed launcher leaves no orphans. */
@ApplicationScoped
public class OrphanWatch {
    private static final Duration ORDERLY_END = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(OrphanWatch.class);

    void watch(@Observes StartupEvent event, @ConfigProperty(name = "meshplane.parent-pid") Optional<Long> parentPid) {
        parentPid.ifPresent(pid -> {
            CompletableFuture<?> gone = ProcessHandle.of(pid)
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(null)); // it died before we looked
            CompletableFuture<Void> _ = gone.thenRun(() -> end(pid));
        });
    }

    private static void end(long parentPid) {
        LOG.infof("the launcher is gone, this process ends parentPid=%d", parentPid);
        CompletableFuture.delayedExecutor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        Quarkus.asyncExit(0);
    }
}
