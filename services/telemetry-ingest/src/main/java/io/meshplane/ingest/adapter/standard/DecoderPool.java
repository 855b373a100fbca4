package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.IngestConfig;
import io.meshplane.ingest.SenderMemory;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Threads that decode, as many as cores, and a bounded row of requests that wait for one. */
@ApplicationScoped
public class DecoderPool {
    private final ThreadPoolExecutor workers;
    private final BlockingQueue<Decoder> idle;

    @Inject
    DecoderPool(IngestConfig config, SenderMemory memory) {
        this(threads(config.senders()), config.senders().waiting(), decoders(config.senders(), memory));
    }

    /**
     * A pool.
     *
     * @param threads 1 or more
     * @param waiting requests that may wait for a thread, 1 or more
     */
    DecoderPool(int threads, int waiting, Supplier<Decoder> decoders) {
        if (threads < 1 || waiting < 1) {
            throw new IllegalArgumentException("meshplane.ingest.senders: workers and waiting must be 1 or more");
        }
        this.idle = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) idle.add(decoders.get());
        this.workers = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "decoder");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static int threads(IngestConfig.Senders senders) {
        return senders.workers().orElse(Runtime.getRuntime().availableProcessors());
    }

    private static Supplier<Decoder> decoders(IngestConfig.Senders senders, SenderMemory memory) {
        int maxBodyBytes = Math.toIntExact(senders.maxBody().asLongValue());
        int seed = new SecureRandom().nextInt();
        return () -> new Decoder(memory.limits(), maxBodyBytes, senders.maxLines(), seed, memory.budget());
    }

    /**
     * Does work on one of the threads, with a decoder that is its own until it returns; what it gives may go on without.
     *
     * @return fails with RejectedExecutionException if too many wait already
     */
    <T> Uni<T> submit(Function<Decoder, Uni<T>> work) {
        return Uni.createFrom()
                .<Uni<T>>emitter(emitter -> workers.execute(() -> {
                    Decoder decoder = idle.remove(); // there are as many as threads
                    try {
                        emitter.complete(work.apply(decoder));
                    } catch (Throwable failure) {
                        emitter.fail(failure);
                    } finally {
                        decoder.clear();
                        idle.add(decoder);
                    }
                }))
                .flatMap(Function.identity());
    }

    void close(@Observes ShutdownEvent event) {
        workers.shutdown();
    }
}
