package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.evidence.EvidenceBundle;
import io.meshplane.chain.evidence.EvidenceJson;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.EvidenceTables.Included;
import io.meshplane.payment.adapter.db.EvidenceTables.Voted;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.InclusionProof;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Evidence of payments for third parties ({@code docs/evidence.md}), made anew from the index whenever it is asked for. */
@ApplicationScoped
public class EvidenceQueries {
    private final Books books;
    private final VerdictRules.Policy policy;

    EvidenceQueries(Books books, VerdictRules.Policy policy) {
        this.books = books;
        this.policy = policy;
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
        long chain = policy.chainId();
        return books.inTransaction(tx -> tx.chain().sighting(chain, transaction).flatMap(seen -> {
            List<Payment> ours = seen.map(Sighting::payments).orElse(List.of()).stream()
                    .filter(payment -> payment.network().equals(network))
                    .toList();
            int shown =
                    seen.map(at -> FinalityPolicy.shownBlocks(at.finality())).orElse(0);
            if (ours.isEmpty()) return Uni.createFrom().<Answer>item(new Answer.NoPayment());
            return tx.evidence().included(chain, transaction).flatMap(included -> {
                if (included.isEmpty()) return Uni.createFrom().<Answer>item(new Answer.NotProven());
                long height = included.get().height();
                return tx.evidence()
                        .blocks(chain, height, height + shown)
                        .map(blocks -> answer(network, ours, included.get(), blocks, shown));
            });
        }));
    }

    private Answer answer(NetworkId network, List<Payment> payments, Included included, List<Voted> blocks, int shown) {
        if (blocks.isEmpty() || blocks.getFirst().height() != included.height()) return new Answer.NotProven();
        if (blocks.size() <= shown) return new Answer.TooFresh(blocks.size() - 1L, shown);
        return new Answer.Bundle(EvidenceJson.write(bundle(network, payments, included.proof(), blocks)));
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
