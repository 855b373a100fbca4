package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.evidence.EvidenceBundle;
import io.meshplane.chain.evidence.EvidenceJson;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.adapter.db.EvidenceTables.Voted;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.InclusionProof;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Evidence of payments for third parties ({@code docs/evidence.md}), made anew from the index whenever it is asked for. */
@ApplicationScoped
public class EvidenceQueries {
    private final Books books;
    private final VerdictRules.Policy policy;
    private final IndexFlow index;

    EvidenceQueries(Books books, VerdictRules.Policy policy, IndexFlow index) {
        this.books = books;
        this.policy = policy;
        this.index = index;
    }

    /** Evidence, or why there is none. */
    public sealed interface Answer {
        /** The text of a bundle. */
        record Bundle(String json) implements Answer {}

        /** The transaction paid this network nothing, as far as the agreed chain says now. */
        record NoPayment() implements Answer {}

        /** Blocks are missing on top of it. */
        record TooFresh(long confirmations, int needed) implements Answer {}

        /** It was indexed where nothing can be proven: by a profile without proofs, or by an older version of this service. */
        record NotProven() implements Answer {}
    }

    /** The bundle for what a transaction paid to a network. */
    public Uni<Answer> bundle(NetworkId network, Hash32 transaction) {
        return books.inTransaction(tx -> tx.chain()
                .sighting(policy.chainId(), transaction)
                .flatMap(seen -> seen.map(at -> bundle(tx, network, transaction, at))
                        .orElseGet(() -> Uni.createFrom().item(new Answer.NoPayment()))));
    }

    private Uni<Answer> bundle(Books.Transaction tx, NetworkId network, Hash32 transaction, Sighting seen) {
        List<Payment> ours = seen.payments().stream()
                .filter(payment -> payment.network().equals(network))
                .toList();
        if (ours.isEmpty()) return Uni.createFrom().item(new Answer.NoPayment());
        long chain = policy.chainId();
        int shown = FinalityPolicy.shownBlocks(seen.finality());
        return tx.evidence().included(chain, transaction).flatMap(included -> {
            if (included.isEmpty()) return Uni.createFrom().item(new Answer.NotProven());
            return tx.chain()
                    .cursor(chain)
                    .flatMap(cursor -> tx.evidence()
                            .blocks(chain, seen.height(), seen.height() + shown)
                            .map(blocks -> {
                                long head = cursor.map(Cursor::height).orElse(-1L);
                                Optional<Answer> missing = missing(seen, head, blocks);
                                return missing.orElseGet(() -> new Answer.Bundle(EvidenceJson.write(
                                        bundle(network, ours, included.get().proof(), blocks))));
                            }));
        });
    }

    /** Why there is no bundle yet. One of a finalized payment shows the blocks that are there, and need not show them all. */
    private Optional<Answer> missing(Sighting seen, long head, List<Voted> blocks) {
        if (blocks.isEmpty() || blocks.getFirst().height() != seen.height()) return Optional.of(new Answer.NotProven());
        int shown = FinalityPolicy.shownBlocks(seen.finality());
        boolean enough = switch (seen.finality()) {
            case Finality.Depth(int needed) -> blocks.size() > needed;
            case Finality.Finalized ignored ->
                new Tip(head, index.finalized()).isEnough(seen.height(), seen.finality())
                        || head - seen.height() >= shown;
        };
        return enough ? Optional.empty() : Optional.of(new Answer.TooFresh(head - seen.height(), shown));
    }

    private EvidenceBundle bundle(NetworkId network, List<Payment> payments, InclusionProof proof, List<Voted> blocks) {
        return new EvidenceBundle(
                network.value(),
                policy.chainId(),
                payments.getFirst().transactionHash(),
                proof.position(),
                blocks.stream().map(Voted::header).toList(),
                proof.transactionNodes(),
                proof.receiptNodes(),
                payments.stream().map(EvidenceQueries::payment).toList(),
                rules(blocks),
                blocks.stream().map(EvidenceQueries::vote).toList());
    }

    private static EvidenceBundle.Payment payment(Payment payment) {
        return new EvidenceBundle.Payment(
                payment.logIndex(),
                payment.payer(),
                payment.payee(),
                payment.amount().value(),
                payment.asset().toString());
    }

    /** Where an operator changed the rules between these blocks, the ones that all of them keep. */
    private static EvidenceBundle.Rules rules(List<Voted> blocks) {
        QuorumPolicy least = blocks.stream()
                .map(Voted::rules)
                .min(Comparator.comparingInt(QuorumPolicy::quorum).thenComparingInt(QuorumPolicy::groups))
                .orElseThrow();
        return new EvidenceBundle.Rules(
                least.nodes(), least.liars(), least.hung(), least.quorum(), least.groups(), blocks.size() - 1);
    }

    private static EvidenceBundle.Vote vote(Voted block) {
        return new EvidenceBundle.Vote(
                block.height(),
                block.hash(),
                block.indexedAt(),
                block.voters().stream()
                        .map(node -> new EvidenceBundle.Voter(node.name(), node.group()))
                        .toList());
    }
}
