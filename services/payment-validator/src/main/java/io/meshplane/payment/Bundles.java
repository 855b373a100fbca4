package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.evidence.EvidenceBundle;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.EvidenceTables.Voted;
import io.meshplane.payment.domain.chain.InclusionProof;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import java.util.Comparator;
import java.util.List;

/** Puts what the index knows of a transaction into the form of evidence. */
final class Bundles {
    private static final InclusionProof NOWHERE = new InclusionProof(0, List.of(), List.of());

    /**
     * A transaction in its block, and the blocks on top.
     *
     * @param transaction in which chain, and for which network
     * @param payments to show; none for a refusal
     * @param blocks at least one
     */
    static EvidenceBundle shown(Subject transaction, List<Payment> payments, InclusionProof proof, List<Voted> blocks) {
        return new EvidenceBundle(
                transaction.network().value(),
                transaction.chainId(),
                transaction.hash(),
                proof.position(),
                blocks.stream().map(Voted::header).toList(),
                proof.transactionNodes(),
                proof.receiptNodes(),
                payments.stream().map(Bundles::payment).toList(),
                rules(blocks),
                votes(blocks));
    }

    /** A transaction that is nowhere, and a block. */
    static EvidenceBundle nowhere(Subject transaction, Voted block) {
        return shown(transaction, List.of(), NOWHERE, List.of(block));
    }

    /** What evidence is of. */
    record Subject(NetworkId network, long chainId, Hash32 hash) {}

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

    static List<EvidenceBundle.Vote> votes(List<Voted> blocks) {
        return blocks.stream().map(Bundles::vote).toList();
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

    private Bundles() {}
}
