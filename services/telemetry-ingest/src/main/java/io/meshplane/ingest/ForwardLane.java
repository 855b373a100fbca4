package io.meshplane.ingest;

import io.meshplane.ingest.ForwardMeters.Fate;
import io.meshplane.ingest.adapter.kafka.DeadUploads;
import io.meshplane.ingest.adapter.remote.RemoteStore;
import io.meshplane.ingest.adapter.remote.RemoteStore.Answer;
import io.meshplane.ingest.adapter.remote.WriteRequest;
import io.meshplane.ingest.domain.forward.RetryRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Forwards uploads to one store: one request at a time, so that a series' values arrive in order. What fails is tried again for ever;
 * what the store refuses is laid among the dead letters, and only that: a refused request of several uploads is taken apart.
 */
final class ForwardLane {
    private static final Logger LOG = Logger.getLogger(ForwardLane.class);

    private final String name;
    private final RemoteStore store;
    private final RetryRules.Policy policy;
    private final DeadUploads dead;
    private final ForwardMeters meters;
    private final InstantSource clock;
    private final DoubleSupplier chance;
    private final UploadWrites writes;
    private WriteRequest.Version version;
    private final AtomicInteger failures = new AtomicInteger();

    ForwardLane(
            String name,
            ForwardConfig.Store config,
            RemoteStore store,
            DeadUploads dead,
            ForwardMeters meters,
            InstantSource clock,
            DoubleSupplier chance) {
        this.name = name;
        this.store = store;
        this.policy = new RetryRules.Policy(config.firstPause(), config.longestPause(), config.longestAsked());
        this.dead = dead;
        this.meters = meters;
        this.clock = clock;
        this.chance = chance;
        this.writes = new UploadWrites(config.maxSamples());
        this.version = config.version();
    }

    /** How a request ended for good. */
    private sealed interface End {
        record Written() implements End {}

        record UnknownForm() implements End {}

        record Refused(String reason) implements End {}
    }

    /** Tries in a row that failed. */
    int failures() {
        return failures.get();
    }

    /** Forwards records, however long that takes. Not thread-safe. */
    void take(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        List<ConsumerRecord<String, byte[]>> left = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (writes.isReadable(record.value())) left.add(record);
            else dead.bury(record, "forward " + name + ": unreadable");
        }
        while (!left.isEmpty()) left = forward(left);
    }

    /** Forwards until one of several uploads is refused, or the form of the message is not known; gives what is left. */
    private List<ConsumerRecord<String, byte[]>> forward(List<ConsumerRecord<String, byte[]>> all)
            throws InterruptedException {
        List<ConsumerRecord<String, byte[]>> left = new ArrayList<>(all);
        List<ConsumerRecord<String, byte[]>> apart = new ArrayList<>();
        Map<ConsumerRecord<String, byte[]>, String> reasons = new LinkedHashMap<>();
        writes.write(all, version, (request, uploads) -> {
            switch (send(request)) {
                case End.Written() -> left.removeAll(uploads);
                case End.UnknownForm() -> {
                    LOG.infof("store takes remote-write 1 only name=%s", name);
                    version = WriteRequest.Version.V1;
                    if (!left.contains(uploads.getFirst())) left.addAll(0, uploads); // parts of it went before
                    return false;
                }
                case End.Refused(String reason) -> {
                    left.removeAll(uploads);
                    if (uploads.size() > 1) {
                        apart.addAll(uploads);
                        return false;
                    }
                    reasons.put(uploads.getFirst(), reason);
                    meters.samples(Fate.REFUSED, request.samples());
                }
            }
            return true;
        });
        for (Map.Entry<ConsumerRecord<String, byte[]>, String> refused : reasons.entrySet()) {
            dead.bury(refused.getKey(), "forward " + name + ": " + refused.getValue());
        }
        for (ConsumerRecord<String, byte[]> upload : apart) {
            List<ConsumerRecord<String, byte[]>> one = List.of(upload);
            while (!one.isEmpty()) one = forward(one);
        }
        return left;
    }

    private End send(WriteRequest request) throws InterruptedException {
        byte[] body = request.body();
        while (true) {
            Answer answer = store.send(request.version(), body, clock.instant());
            switch (answer) {
                case Answer.Written(Long written)
                when written == null && request.version() == WriteRequest.Version.V2 -> {
                    // who takes version 2 says what was written; who does not has read an empty message of version 1
                    return new End.UnknownForm();
                }
                case Answer.Written(Long written) -> {
                    written(request.samples(), written);
                    return new End.Written();
                }
                case Answer.UnknownForm()
                when request.version() == WriteRequest.Version.V2 -> {
                    return new End.UnknownForm();
                }
                case Answer.UnknownForm() -> {
                    return new End.Refused("status 415");
                }
                case Answer.Refused(int _, String reason) -> {
                    LOG.warnf("store refuses name=%s reason=%s", name, reason);
                    failures.set(0);
                    return new End.Refused(reason);
                }
                case Answer.Later(String reason, Duration after) -> await(reason, after);
            }
        }
    }

    private void written(int samples, @Nullable Long written) {
        failures.set(0);
        long confirmed = written == null ? samples : Math.min(samples, written);
        meters.samples(Fate.WRITTEN, confirmed);
        if (confirmed == samples) return;
        meters.samples(Fate.UNCONFIRMED, samples - confirmed);
        LOG.warnf("store wrote less than it was given name=%s samples=%d written=%d", name, samples, confirmed);
    }

    private void await(String reason, @Nullable Duration after) throws InterruptedException {
        int inARow = failures.incrementAndGet();
        meters.retried();
        Duration pause = RetryRules.pause(policy, inARow, after, chance.getAsDouble());
        LOG.warnf("store does not take values name=%s pauseMs=%d reason=%s", name, pause.toMillis(), reason);
        Thread.sleep(pause);
    }
}
