package io.meshplane.ingest;

import io.meshplane.ingest.adapter.kafka.ReportRecords;
import io.meshplane.platform.http.Budget;
import io.meshplane.telemetry.stream.Workspace;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that decode uploads, as many as cores, and a bounded row of uploads that wait for one. What waits holds its bytes of the
 * budget for bodies.
 */
@ApplicationScoped
public class UploadWorkers {
    private final ThreadPoolExecutor threads;
    private final Budget uploads;
    /** As many as there are threads. */
    private final ThreadLocal<ReportRecords> records =
            ThreadLocal.withInitial(() -> new ReportRecords(UploadFlow.RECORD_BYTES_MAX));

    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

    UploadWorkers(IngestConfig config) {
        this.uploads = new Budget("meshplane.ingest.uploads-in-flight", config.uploadsInFlight());
        int count = Runtime.getRuntime().availableProcessors();
        this.threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.uploadsInFlight()), task -> {
                    Thread thread = new Thread(task, "upload-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    Executor executor() {
        return threads;
    }

    /** The calling worker's own. */
    ReportRecords records() {
        return records.get();
    }

    /** The calling worker's own. */
    Workspace workspace() {
        return workspaces.get();
    }

    /**
     * Does work on a worker. It goes on when the caller gives up: what is on its way to Kafka must come to its end.
     *
     * @return fails with {@link RejectedExecutionException} if too many are being worked on
     */
    public <T> Uni<T> submit(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            if (uploads.take(1)) start(work, emitter);
            else emitter.fail(new RejectedExecutionException("too many uploads"));
        });
    }

    private <T> void start(Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
        Uni<T> done =
                Uni.createFrom().deferred(() -> work.get()).onTermination().invoke(() -> uploads.giveBack(1));
        try {
            threads.execute(() -> done.subscribe().with(emitter::complete, emitter::fail));
        } catch (RejectedExecutionException full) {
            uploads.giveBack(1);
            emitter.fail(full);
        }
    }

    void close(@Observes ShutdownEvent event) {
        threads.shutdown();
    }
}
