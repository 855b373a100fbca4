package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimFilter;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.ListedPayment;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.meshplane.payment.domain.claim.Wait;
import io.meshplane.payment.domain.claim.Wait.Standstill;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of claims and payments, to be read. */
@ApplicationScoped
public class ClaimQueries {
    private final Books books;
    private final VerdictRules.Policy policy;
    private final ChainFollower follower;
    private final IndexFlow index;

    ClaimQueries(Books books, VerdictRules.Policy policy, ChainFollower follower, IndexFlow index) {
        this.books = books;
        this.policy = policy;
        this.follower = follower;
        this.index = index;
    }

    /**
     * A claim with what is known of its transaction.
     *
     * @param waitsFor what is missing to a verdict; empty if it has one
     * @param seen the transaction, if it is in an indexed block
     * @param evidence the block that it is in
     */
    public record Status(Claim claim, Optional<Wait> waitsFor, Optional<Sighting> seen, Optional<Evidence> evidence) {}

    /** A status with the claim's number: the later the claim was made, the higher. */
    public record Numbered(long number, Status status) {}

    /** A claim of this node; empty if it has none of this id. */
    public Uni<Optional<Status>> ofNode(NodeId node, String claimId) {
        return books.inTransaction(tx -> tx.claims()
                .find(claimId)
                .flatMap(found -> status(tx, found.filter(claim -> claim.node().equals(node)))));
    }

    /** A claim of this network; empty if it has none of this id. */
    public Uni<Optional<Status>> ofNetwork(NetworkId network, String claimId) {
        return books.inTransaction(tx -> tx.claims()
                .find(claimId)
                .flatMap(found ->
                        status(tx, found.filter(claim -> claim.network().equals(network)))));
    }

    private Uni<Optional<Status>> status(Books.Transaction tx, Optional<Claim> found) {
        return found.map(claim -> status(tx, claim).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** A page of claims, the newest first. */
    public Uni<List<Numbered>> page(ClaimFilter filter) {
        return books.inTransaction(tx -> tx.claims().page(filter).flatMap(claims -> {
            List<Numbered> page = new ArrayList<>();
            return Books.inOrder(
                            claims,
                            each -> status(tx, each.claim())
                                    .invoke(status -> page.add(new Numbered(each.number(), status)))
                                    .replaceWithVoid())
                    .replaceWith(page);
        }));
    }

    /** A page of the payments to a network, claimed or not, the newest first. */
    public Uni<List<ListedPayment>> payments(NetworkId network, boolean unclaimedOnly, long before, int limit) {
        return books.inTransaction(tx -> tx.credits().page(policy.chainId(), network, unclaimedOnly, before, limit));
    }

    private Uni<Status> status(Books.Transaction tx, Claim claim) {
        return tx.sightings()
                .of(claim.chainId(), claim.transactionHash())
                .flatMap(seen -> tx.chain()
                        .cursor(policy.chainId())
                        .flatMap(cursor -> evidence(tx, claim.chainId(), seen).map(evidence -> {
                            Tip tip = new Tip(cursor.map(Cursor::height).orElse(-1L), index.finalized());
                            var verdict = VerdictRules.judge(claim, seen.orElse(null), tip, policy);
                            return new Status(claim, Wait.of(claim.state(), verdict, standstill()), seen, evidence);
                        })));
    }

    private Optional<Standstill> standstill() {
        return switch (follower.alarm()) {
            case NONE -> Optional.empty();
            case SPLIT -> Optional.of(Standstill.NODES_DISAGREE);
            case REORG_TOO_DEEP, NO_QUORUM -> Optional.of(Standstill.HALTED);
            case UNSUPPORTED -> Optional.of(Standstill.UNSUPPORTED_CHAIN);
        };
    }

    private static Uni<Optional<Evidence>> evidence(Books.Transaction tx, long chainId, Optional<Sighting> seen) {
        return seen.map(at -> tx.sightings().evidence(chainId, at))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
