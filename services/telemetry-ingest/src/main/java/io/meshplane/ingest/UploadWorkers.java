package io.meshplane.ingest;

import io.meshplane.ingest.adapter.kafka.ReportRecords;
import io.meshplane.platform.http.Budget;
import io.meshplane.telemetry.stream.Workspace;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that decode uploads, as many as cores, and a bounded row of uploads that wait for one. What waits holds its bytes of the
 * budget for bodies.
 */
@Singleton
public class UploadWorkers {
    private final ThreadPoolExecutor threads;
    private final Budget uploads;
    /** As many as there are threads. */
    private final ThreadLocal<ReportRecords> records =
            ThreadLocal.withInitial(() -> new ReportRecords(UploadFlow.RECORD_BYTES_MAX));

    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

    UploadWorkers(IngestConfig config, MeterRegistry meters) {
        this.uploads = new Budget("meshplane.ingest.uploads-in-flight", config.uploadsInFlight());
        Gauge.builder("ingest.uploads.in.flight", this, UploadWorkers::inFlight)
                .description("Uploads being worked on or waiting for Kafka")
                .register(meters);
        int count = config.workers().orElse(Runtime.getRuntime().availableProcessors());
        if (count < 1) throw new IllegalArgumentException("meshplane.ingest.workers < 1: " + count);
        this.threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.uploadsInFlight()), task -> {
                    Thread thread = new Thread(task, "upload-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Uploads being worked on, waiting for a thread, or waiting for Kafka. */
    public long inFlight() {
        return uploads.taken();
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
    public <T> CompletableFuture<T> submit(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (!uploads.take(1)) {
            done.completeExceptionally(new RejectedExecutionException("too many uploads"));
            return done;
        }
        try {
            threads.execute(() -> run(work, done));
        } catch (RejectedExecutionException full) {
            uploads.giveBack(1);
            done.completeExceptionally(full);
        }
        return done;
    }

    private <T> void run(Supplier<CompletableFuture<T>> work, CompletableFuture<T> done) {
        CompletableFuture<T> begun;
        try {
            begun = work.get();
        } catch (RuntimeException | Error e) { // whatever it is, the place is given back
            begun = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> _ = begun.whenComplete((result, failure) -> {
            uploads.giveBack(1);
            if (failure == null) done.complete(result);
            else done.completeExceptionally(causeOf(failure));
        });
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    void close(@Observes ShutdownEvent event) {
        threads.shutdown();
    }
}
