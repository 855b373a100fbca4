package io.meshplane.payment;

import io.meshplane.chain.evidence.EvidenceJson;
import io.meshplane.chain.evidence.VerdictBundle;
import io.meshplane.chain.evidence.VerdictJson;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.EvidenceTables.Voted;
import io.meshplane.payment.adapter.db.KeptBundles.Credited;
import io.meshplane.payment.adapter.db.WantedProofs.Wanted;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Reason;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every verdict can be shown later ({@code docs/evidence.md}): keeps what the index is about to lose, and wants
 * the blocks of refused transactions read again.
 */
@ApplicationScoped
public class EvidenceKeeping {
    private static final int READ_AGAIN_AT_ONCE = 16;

    private final Books books;
    private final VerdictRules.Policy policy;
    private final ConcurrentLinkedQueue<Wanted> wanted = new ConcurrentLinkedQueue<>();
    private volatile boolean stale = true;

    EvidenceKeeping(Books books, VerdictRules.Policy policy) {
        this.books = books;
        this.policy = policy;
    }

    /**
     * A claim has a new state: in its transaction, what will show why is kept or wanted.
     *
     * @param head height of the index by which it was judged
     */
    Uni<Void> keep(Books.Transaction tx, Claim claim, long head) {
        if (claim.reason() == Reason.EXPIRED) return keepExpiry(tx, claim, head);
        boolean refused = claim.state() == ClaimState.INVALID || claim.state() == ClaimState.UNSUPPORTED;
        if (!refused) return Uni.createFrom().voidItem();
        stale = true;
        return tx.wantedProofs().want(claim.chainId(), claim.transactionHash());
    }

    private Uni<Void> keepExpiry(Books.Transaction tx, Claim claim, long head) {
        return tx.evidence().blocks(claim.chainId(), head, head).flatMap(blocks -> {
            if (blocks.isEmpty()) return Uni.createFrom().voidItem();
            VerdictBundle bundle =
                    VerdictBundle.expired(claim.madeAtHeight(), Bundles.nowhere(subject(claim), blocks.getFirst()));
            return tx.keptBundles().keepExpiry(claim.id(), VerdictJson.write(bundle));
        });
    }

    static Bundles.Subject subject(Claim claim) {
        return new Bundles.Subject(claim.network(), claim.chainId(), claim.transactionHash());
    }

    /** Blocks above a height are about to fall: what is credited by them is kept as it could be shown until now. */
    Uni<Void> keepFallen(Books.Transaction tx, long height) {
        return tx.keptBundles()
                .aboutToFall(policy.chainId(), height)
                .flatMap(payments -> Books.inOrder(payments, payment -> keepFallen(tx, payment)));
    }

    private Uni<Void> keepFallen(Books.Transaction tx, Credited payment) {
        return tx.sightings()
                .of(policy.chainId(), payment.transaction())
                .flatMap(seen -> seen.map(at -> keepFallen(tx, payment, at))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> keepFallen(Books.Transaction tx, Credited payment, Sighting seen) {
        long chain = policy.chainId();
        long newest = seen.height() + FinalityPolicy.shownBlocks(seen.finality());
        return tx.evidence().included(chain, payment.transaction()).flatMap(included -> {
            if (included.isEmpty()) return Uni.createFrom().voidItem();
            return tx.evidence().blocks(chain, seen.height(), newest).flatMap(blocks -> {
                if (!beginsAt(blocks, seen.height())) return Uni.createFrom().voidItem();
                List<Payment> ours = seen.paidTo(payment.network());
                var subject = new Bundles.Subject(payment.network(), chain, payment.transaction());
                String bundle = EvidenceJson.write(
                        Bundles.shown(subject, ours, included.get().proof(), blocks));
                return tx.keptBundles().keepFallen(chain, payment, seen.height(), bundle);
            });
        });
    }

    /** Whether the lowest of these blocks is at this height; they may have been forgotten. */
    static boolean beginsAt(List<Voted> blocks, long height) {
        return !blocks.isEmpty() && blocks.getFirst().height() == height;
    }

    /** Another instance may have wanted proofs, and what could not be read is to be tried again. */
    void lookAgain() {
        stale = true;
    }

    /** Reads what is wanted, if that may have changed. */
    Uni<Void> refresh() {
        if (!stale) return Uni.createFrom().voidItem();
        stale = false;
        return books.inTransaction(tx -> tx.wantedProofs().next(policy.chainId(), READ_AGAIN_AT_ONCE))
                .invoke(all -> {
                    wanted.clear();
                    wanted.addAll(all);
                })
                .onFailure()
                .invoke(this::lookAgain)
                .replaceWithVoid();
    }

    /** A transaction to read the block of, if one is wanted; each is given out once until the next refresh. */
    Optional<Wanted> next() {
        @Nullable Wanted first = wanted.poll();
        return Optional.ofNullable(first);
    }
}
