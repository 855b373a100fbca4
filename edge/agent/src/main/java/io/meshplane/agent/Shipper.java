package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Spool;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.ControlPlane.Answer;
import io.meshplane.agent.domain.AnswerRules;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ships the spool, one batch in flight. Runs on the agent's context; the disk work on its worker. */
final class Shipper {
    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);

    private record Loaded(Spool.Entry entry, byte[] bytes) {}

    private final Vertx vertx;
    private final Spool spool;
    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final NodeKey key;
    private final NodeId node;
    private BackOff backOff;
    private boolean busy;
    private String lastError = "";
    private @Nullable Instant lastShippedAt;
    private @Nullable Instant nextRetryAt;

    Shipper(
            Vertx vertx,
            Spool spool,
            ControlPlane controlPlane,
            InstantSource clock,
            NodeKey key,
            NodeId node,
            BackOff backOff) {
        this.vertx = vertx;
        this.spool = spool;
        this.controlPlane = controlPlane;
        this.clock = clock;
        this.key = key;
        this.node = node;
        this.backOff = backOff;
    }

    /** Ships what waits, unless it does so already or backs off. */
    void kick() {
        if (busy || nextRetryAt != null) return;
        busy = true;
        onDisk(this::load)
                .onSuccess(this::ship)
                .onFailure(cause -> later("the spool cannot be read: " + cause, Duration.ZERO));
    }

    @Nullable Instant lastShippedAt() {
        return lastShippedAt;
    }

    @Nullable Instant nextRetryAt() {
        return nextRetryAt;
    }

    String lastError() {
        return lastError;
    }

    private Optional<Loaded> load() throws IOException {
        Optional<Spool.Entry> entry = spool.next();
        while (entry.isPresent()) {
            Optional<byte[]> bytes = spool.read(entry.get());
            if (bytes.isPresent()) return Optional.of(new Loaded(entry.get(), bytes.get()));
            entry = spool.next();
        }
        return Optional.empty();
    }

    private void ship(Optional<Loaded> loaded) {
        if (loaded.isEmpty()) {
            busy = false;
            return;
        }
        Spool.Entry entry = loaded.get().entry();
        controlPlane
                .upload(key, node, loaded.get().bytes())
                .onSuccess(answer -> answered(entry, answer))
                .onFailure(cause -> later("no answer: " + cause.getMessage(), Duration.ZERO));
    }

    private void answered(Spool.Entry entry, Answer answer) {
        switch (AnswerRules.ofUpload(answer.status(), answer.isProblem(), answer.accepted(), entry.sequence())) {
            case DONE -> {
                LOG.debug("batch delivered sequence={} bytes={}", entry.sequence(), entry.sizeBytes());
                lastShippedAt = clock.instant();
                next(() -> spool.delivered(entry));
            }
            case NEVER -> {
                LOG.warn(
                        "batch refused, moved aside sequence={} status={} detail={}",
                        entry.sequence(),
                        answer.status(),
                        answer.detail());
                next(() -> spool.refused(entry));
            }
            case LATER ->
                later(
                        answer.status() + " "
                                + (answer.isProblem() ? answer.detail() : "not telemetry-ingest's answer"),
                        AnswerRules.retryAfter(answer.retryAfter(), clock.instant()));
        }
    }

    private interface DiskStep {
        void run() throws IOException;
    }

    private void next(DiskStep step) {
        backOff = backOff.succeeded();
        lastError = "";
        onDisk(() -> {
                    step.run();
                    return true;
                })
                .onSuccess(_ -> {
                    busy = false;
                    kick();
                })
                .onFailure(cause -> later("the spool cannot be written: " + cause, Duration.ZERO));
    }

    private void later(String error, Duration asked) {
        busy = false;
        boolean first = lastError.isEmpty();
        lastError = error;
        backOff = backOff.failed();
        Duration wait = backOff.delay(ThreadLocalRandom.current().nextDouble(), asked);
        nextRetryAt = clock.instant().plus(wait);
        if (first) LOG.warn("batches wait on disk error={} retryMs={}", error, wait.toMillis());
        vertx.setTimer(Math.max(1, wait.toMillis()), _ -> {
            nextRetryAt = null;
            kick();
        });
    }

    private <T> Future<T> onDisk(Callable<T> work) {
        return vertx.executeBlocking(work);
    }
}
