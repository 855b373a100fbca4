package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.PeerFile;
import io.meshplane.agent.adapter.http.KeyRegistry;
import io.meshplane.agent.adapter.linux.TunnelBook;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.PeerNames;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the registry which WireGuard keys are this node's, and learns from it whose those of its peers are. What it learned is kept
 * on disk; sampling never waits for it. Runs on the agent's context.
 */
final class PeerDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDirectory.class);

    /** Then it is told again: a registry may have come back from an older backup. */
    private static final long CLAIM_HOLDS_MS = Duration.ofDays(1).toMillis();

    private final Vertx vertx;
    private final KeyRegistry registry;
    private final TunnelBook book;
    private final PeerFile file;
    private final LongSupplier steadyMs;
    private final Duration period;
    private PeerNames names = new PeerNames(Map.of());
    private Set<String> claimed = Set.of();
    private boolean registrarKnown;
    private boolean busy;
    private BackOff claims = backOff();
    private BackOff questions = backOff();
    private long claimedUntilMs;
    private long claimAtMs;
    private long askAtMs;
    private String refusal = "";
    private @Nullable Long timer;

    /**
     * A directory, not started yet.
     *
     * @param steadyMs goes on at the pace of the clock and never steps
     * @param period between two looks at what is new
     */
    PeerDirectory(
            Vertx vertx, KeyRegistry registry, TunnelBook book, PeerFile file, LongSupplier steadyMs, Duration period) {
        this.vertx = vertx;
        this.registry = registry;
        this.book = book;
        this.file = file;
        this.steadyMs = steadyMs;
        this.period = period;
    }

    private static BackOff backOff() {
        return BackOff.of(Duration.ofMinutes(1), Duration.ofHours(1));
    }

    /** Begins, with what an earlier start learned. */
    void start(NodeKey key, NodeId node) {
        vertx.executeBlocking(file::read)
                .onFailure(cause -> LOG.warn("names of peers are lost cause={}", cause.toString()))
                .otherwise(Map.of())
                .onSuccess(kept -> {
                    names = new PeerNames(kept);
                    book.name(kept);
                    timer = vertx.setPeriodic(period.toMillis(), _ -> look(key, node));
                });
    }

    void stop() {
        if (timer != null) vertx.cancelTimer(timer);
    }

    private void look(NodeKey key, NodeId node) {
        if (busy) return;
        busy = true;
        long nowMs = steadyMs.getAsLong();
        claim(key, node, nowMs).eventually(() -> ask(key, node, nowMs)).onComplete(_ -> busy = false);
    }

    private Future<Void> claim(NodeKey key, NodeId node, long nowMs) {
        boolean told = book.own().equals(claimed) && nowMs < claimedUntilMs;
        if (book.own().isEmpty() || told || nowMs < claimAtMs) return Future.succeededFuture();
        Map<String, String> proofs = book.proofs();
        Future<Void> step;
        if (!registrarKnown) {
            step = registry.registrar().map(registrar -> {
                registrarKnown = true;
                book.proveTo(registrar, node); // the next sample makes the proofs
                return null;
            });
        } else if (proofs.isEmpty()) {
            return Future.succeededFuture();
        } else {
            step = registry.claim(key, node, proofs).map(_ -> {
                claimed = proofs.keySet();
                claimedUntilMs = nowMs + CLAIM_HOLDS_MS;
                refusal = "";
                LOG.info("the registry knows this node's WireGuard keys keys={}", claimed.size());
                return null;
            });
        }
        return step.onSuccess(_ -> claims = backOff()).onFailure(cause -> {
            registrarKnown = false; // a registry that was set up anew has another key
            claims = claims.failed();
            claimAtMs = nowMs + wait(claims);
            String words = String.valueOf(cause.getMessage());
            if (!words.equals(refusal)) LOG.warn("the registry does not take this node's WireGuard keys: {}", words);
            refusal = words;
        });
    }

    private Future<Void> ask(NodeKey key, NodeId node, long nowMs) {
        if (nowMs < askAtMs) return Future.succeededFuture();
        List<String> due = names.due(book.peers(), nowMs);
        if (due.isEmpty()) return Future.succeededFuture();
        return registry.nodes(key, node, due)
                .compose(found -> {
                    questions = backOff();
                    return names.answered(due, found, nowMs) ? keep(names.nodes()) : Future.succeededFuture();
                })
                .onFailure(cause -> {
                    questions = questions.failed();
                    askAtMs = nowMs + wait(questions);
                    LOG.debug("no names of peers cause={}", cause.toString());
                });
    }

    private Future<Void> keep(Map<String, String> nodes) {
        book.name(nodes);
        return vertx.executeBlocking(() -> {
                    file.write(nodes);
                    return true;
                })
                .onFailure(cause -> LOG.warn("names of peers cannot be kept cause={}", cause.toString()))
                .mapEmpty();
    }

    private static long wait(BackOff backOff) {
        return backOff.delay(ThreadLocalRandom.current().nextDouble(), Duration.ZERO)
                .toMillis();
    }
}
