package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.KeptAnswer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Answers that are given again to the same Idempotency-Key. */
public final class AnswerTable {
    private static final String KEEP = """
            insert into kept_answer(node_id, idempotency_key, fingerprint, made, claim_id, state, kept_at)
            values (:node, :key, :fingerprint, :made, :claim, :state, :at)""";
    private static final String FORGET = """
            delete from kept_answer where node_id = :node and (kept_at < :before or idempotency_key in (
                select idempotency_key from kept_answer where node_id = :node
                order by kept_at desc, idempotency_key offset :kept))""";

    private final Mutiny.Session session;

    AnswerTable(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * Takes the key for this transaction. The database gives it free when the transaction ends, however it ends: no key is left
     * in flight by a crash.
     *
     * @return false if another request with it is in flight, on any instance
     */
    public Uni<Boolean> take(NodeId node, String key) {
        return session.createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended(:node || chr(10) || :key, 7103))",
                        Boolean.class)
                .setParameter("node", node.value())
                .setParameter("key", key)
                .getSingleResult();
    }

    public Uni<Optional<KeptAnswer>> find(NodeId node, String key) {
        return session.createNativeQuery(
                        "select fingerprint, made, claim_id, state from kept_answer"
                                + " where node_id = :node and idempotency_key = :key",
                        Object[].class)
                .setParameter("node", node.value())
                .setParameter("key", key)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(Cells::new)
                        .map(cells -> new KeptAnswer(
                                cells.text(0), cells.flag(1), cells.text(2), ClaimState.valueOf(cells.text(3)))));
    }

    /** Keeps an answer, and forgets this node's beyond the newest and those that are too old. */
    public Uni<Void> keep(NodeId node, String key, KeptAnswer answer, Instant now, int kept, Duration keptFor) {
        return session.createNativeQuery(KEEP)
                .setParameter("node", node.value())
                .setParameter("key", key)
                .setParameter("fingerprint", answer.fingerprint())
                .setParameter("made", answer.made())
                .setParameter("claim", answer.claimId())
                .setParameter("state", answer.state().name())
                .setParameter("at", now.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(() -> session.createNativeQuery(FORGET)
                        .setParameter("node", node.value())
                        .setParameter("before", now.minus(keptFor).atOffset(ZoneOffset.UTC))
                        .setParameter("kept", kept)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
