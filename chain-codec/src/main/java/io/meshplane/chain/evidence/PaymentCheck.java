package io.meshplane.chain.evidence;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.chain.evidence.EvidenceCheck.Flaw;
import io.meshplane.chain.evidence.Proofs.RefutedException;
import java.util.List;
import java.util.Optional;

/** Verifies that a transaction paid. */
final class PaymentCheck {
    static Finding check(String text) throws MalformedChainDataException, RefutedException {
        EvidenceBundle bundle = EvidenceJson.read(text);
        Proofs.sealed(text);
        List<BlockHeader> headers = Proofs.headers(bundle);
        paid(bundle, headers.getFirst());
        Proofs.rules(bundle.rules());
        Proofs.votes(bundle.votes(), headers, bundle.rules());
        BlockHeader block = headers.getFirst();
        return new Finding.Verified(
                bundle,
                Optional.empty(),
                block.number(),
                block.hash(),
                headers.getLast().hash());
    }

    /** The transaction is of this chain, succeeded, and made each of the payments. */
    static void paid(EvidenceBundle bundle, BlockHeader block) throws RefutedException {
        Transaction transaction = Proofs.transaction(bundle, block);
        boolean bound = transaction.boundChainId().orElse(-1) == bundle.chainId();
        Proofs.require(bound, Flaw.CHAIN_DIFFERS, "the transaction is not bound to this chain");
        Receipt receipt = Proofs.receipt(bundle, block, transaction);
        Proofs.require(receipt.succeeded(), Flaw.TRANSACTION_FAILED, "its status is 0: nothing moved");
        Proofs.payments(bundle, transaction, receipt);
    }

    private PaymentCheck() {}
}
