package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimLimits;
import io.meshplane.payment.domain.claim.ClaimRules;
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
import java.util.function.Supplier;

/** Nodes claim, and ask what became of it: load → decide → commit. */
@ApplicationScoped
public class ClaimFlow {
    private final Books books;
    private final VerdictRules.Policy policy;
    private final IndexFlow index;
    private final ClaimLimits limits;
    private final MeterRegistry meters;

    ClaimFlow(Books books, VerdictRules.Policy policy, IndexFlow index, ClaimLimits limits, MeterRegistry meters) {
        this.books = books;
        this.policy = policy;
        this.index = index;
        this.limits = limits;
        this.meters = meters;
    }

    /** What became of a claim that was made. */
    public sealed interface Made {
        record New(Claim claim) implements Made {}

        /** The same node claimed the same transaction before. */
        record Known(Claim claim) implements Made {}

        /** It names a chain that is not followed: nothing is kept. */
        record WrongChain(long followedChainId) implements Made {}

        /** The node has too many claims that wait: nothing is kept. */
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
        if (chainId != policy.chainId()) {
            return Uni.createFrom()
                    .<Made>item(new Made.WrongChain(policy.chainId()))
                    .invoke(this::count);
        }
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
        return ifRoom(
                tx,
                claim,
                () -> tx.claims().add(claim).flatMap(added -> {
                    // lost against the same claim made at the same moment
                    if (!added) return tx.claims().lock(claim.id()).map(known -> new Made.Known(known.orElse(claim)));
                    return tx.stage(List.of(PaymentEvents.made(claim)))
                            .chain(() -> tx.claims().forgetRefused(claim.node(), limits.refusedKept()))
                            .replaceWith(new Made.New(claim));
                }));
    }

    private Uni<Made> again(Books.Transaction tx, Claim known, long height) {
        return ClaimRules.again(known, height)
                .map(next -> ifRoom(tx, next, () -> tx.claims().change(next).replaceWith(new Made.Known(next))))
                .orElseGet(() -> Uni.createFrom().item(new Made.Known(known)));
    }

    /** Requests of one node at the same moment may each find the last room: the limit is for size, not for exactness. */
    private Uni<Made> ifRoom(Books.Transaction tx, Claim claim, Supplier<Uni<Made>> keep) {
        return tx.claims()
                .waitingOf(claim.node(), claim.chainId())
                .flatMap(waiting -> waiting < limits.waitingMax()
                        ? keep.get()
                        : Uni.createFrom().item(new Made.TooMany()));
    }

    private void count(Made made) {
        String outcome = switch (made) {
            case Made.New ignored -> "made";
            case Made.Known ignored -> "known";
            case Made.WrongChain ignored -> "wrong_chain";
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
                        .flatMap(cursor -> evidence(tx, claim.chainId(), seen).map(evidence -> {
                            long head = cursor.map(Cursor::height).orElse(-1L);
                            return new Status(
                                    claim, VerdictRules.judge(claim, seen.orElse(null), head, policy), seen, evidence);
                        })));
    }

    private Uni<Optional<Evidence>> evidence(Books.Transaction tx, long chainId, Optional<Sighting> seen) {
        return seen.map(at -> tx.chain().evidence(chainId, at.height()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
