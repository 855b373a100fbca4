package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.ClaimRules.Change;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Nodes claim, and ask what became of it: load → decide → commit. */
@ApplicationScoped
public class ClaimFlow {
    private final Books books;
    private final VerdictRules.Policy policy;
    private final IndexFlow index;
    private final PaymentConfig config;
    private final MeterRegistry meters;

    ClaimFlow(Books books, VerdictRules.Policy policy, IndexFlow index, PaymentConfig config, MeterRegistry meters) {
        this.books = books;
        this.policy = policy;
        this.index = index;
        this.config = config;
        this.meters = meters;
    }

    /** What became of a claim that was made. */
    public sealed interface Made {
        record New(Claim claim) implements Made {}

        /** The same node claimed the same transaction before. */
        record Known(Claim claim) implements Made {}

        /** The node has too many claims that wait. */
        record TooMany() implements Made {}
    }

    /**
     * A claim with what is known of its transaction.
     *
     * @param verdict as it would be judged now
     * @param seen the transaction, if it is in an indexed block
     * @param evidence the block that it is in
     */
    public record Status(Claim claim, Verdict verdict, Optional<Sighting> seen, Optional<Evidence> evidence) {}

    /** A node points at a transaction; durable when this completes. */
    public Uni<Made> claim(NetworkId network, NodeId node, long chainId, Hash32 transaction) {
        String id = EventId.derivedFrom("claim", node.value(), Long.toString(chainId), transaction.toString())
                .value();
        return books.inTransaction(tx -> tx.claims()
                        .lock(id)
                        .flatMap(known -> tx.chain()
                                .cursor(policy.chainId())
                                .map(cursor -> cursor.map(Cursor::height).orElse(-1L))
                                .flatMap(height -> known.isPresent()
                                        ? again(tx, known.get(), height)
                                        : first(tx, Claim.made(id, network, node, chainId, transaction, height)))))
                .invoke(this::count)
                .invoke(index::wake);
    }

    private Uni<Made> first(Books.Transaction tx, Claim claim) {
        return tx.claims().pendingOf(claim.node()).flatMap(pending -> {
            if (pending >= config.pendingClaimsMax()) return Uni.createFrom().item(new Made.TooMany());
            return tx.claims().add(claim).flatMap(added -> {
                // lost against the same claim made at the same moment
                if (!added) return tx.claims().lock(claim.id()).map(known -> new Made.Known(known.orElse(claim)));
                return tx.stage(List.of(PaymentEvents.made(claim)))
                        .chain(() -> refuseAtOnce(tx, claim))
                        .map(Made.New::new);
            });
        });
    }

    /** A claim on another chain needs no waiting. */
    private Uni<Claim> refuseAtOnce(Books.Transaction tx, Claim claim) {
        Verdict verdict = VerdictRules.judge(claim, null, -1, policy);
        return ClaimRules.settle(claim, verdict)
                .map(Change::next)
                .map(next -> tx.claims()
                        .change(next)
                        .chain(() -> tx.stage(List.of(PaymentEvents.verdict(next, Optional.empty()))))
                        .replaceWith(next))
                .orElseGet(() -> Uni.createFrom().item(claim));
    }

    private Uni<Made> again(Books.Transaction tx, Claim known, long height) {
        return ClaimRules.again(known, height)
                .map(next -> tx.claims().change(next).replaceWith((Made) new Made.Known(next)))
                .orElseGet(() -> Uni.createFrom().item(new Made.Known(known)));
    }

    private void count(Made made) {
        String outcome = switch (made) {
            case Made.New ignored -> "made";
            case Made.Known ignored -> "known";
            case Made.TooMany ignored -> "too_many";
        };
        meters.counter("payment.claims", "outcome", outcome).increment();
    }

    /** A claim of this node; empty if it has none of this id. */
    public Uni<Optional<Status>> status(NodeId node, String claimId) {
        return books.inTransaction(tx -> tx.claims()
                .find(claimId)
                .flatMap(found -> found.filter(claim -> claim.node().equals(node))
                        .map(claim -> status(tx, claim).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    /** A page of a network's claims by id. */
    public Uni<List<Status>> page(NetworkId network, String after, int limit) {
        return books.inTransaction(tx -> tx.claims().page(network, after, limit).flatMap(claims -> {
            List<Status> page = new ArrayList<>();
            return Books.inOrder(
                            claims, claim -> status(tx, claim).invoke(page::add).replaceWithVoid())
                    .replaceWith(page);
        }));
    }

    private Uni<Status> status(Books.Transaction tx, Claim claim) {
        return tx.chain()
                .sighting(claim.chainId(), claim.transactionHash())
                .flatMap(seen -> tx.chain()
                        .cursor(policy.chainId())
                        .flatMap(cursor -> evidence(tx, seen).map(evidence -> {
                            long head = cursor.map(Cursor::height).orElse(-1L);
                            return new Status(
                                    claim, VerdictRules.judge(claim, seen.orElse(null), head, policy), seen, evidence);
                        })));
    }

    private Uni<Optional<Evidence>> evidence(Books.Transaction tx, Optional<Sighting> seen) {
        return seen.map(at -> tx.chain().evidence(policy.chainId(), at.height()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
