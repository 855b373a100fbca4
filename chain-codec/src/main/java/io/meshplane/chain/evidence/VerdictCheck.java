package io.meshplane.chain.evidence;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.TransactionGas;
import io.meshplane.chain.TrieProof;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.chain.evidence.EvidenceCheck.Flaw;
import io.meshplane.chain.evidence.Proofs.RefutedException;
import java.util.List;
import java.util.Optional;

/** Verifies why a claim was not, or is no longer, a payment. */
final class VerdictCheck {
    static Finding check(String text) throws MalformedChainDataException, RefutedException {
        VerdictBundle bundle = VerdictJson.read(text);
        Proofs.sealed(text);
        onlyItsParts(bundle);
        EvidenceBundle shown = bundle.shown();
        List<BlockHeader> headers = Proofs.headers(shown);
        BlockHeader block = headers.getFirst();
        switch (bundle.conclusion()) {
            case NOT_TO_US, UNSUPPORTED -> paidNone(bundle, block);
            case REVERTED -> reverted(shown, block);
            case REPLAYABLE -> replayable(shown, block);
            case REVERSED -> PaymentCheck.paid(shown, block);
            case EXPIRED -> expired(bundle, block);
            case PAID -> throw new IllegalStateException("no bundle of a verdict says this");
        }
        Proofs.rules(shown.rules());
        Proofs.votes(shown.votes(), headers, shown.rules());
        return bundle.conclusion() == Conclusion.REVERSED ? replaced(bundle, block) : verified(bundle, block, headers);
    }

    /** Nothing rides along that no check looks at. */
    private static void onlyItsParts(VerdictBundle bundle) throws RefutedException {
        Conclusion is = bundle.conclusion();
        EvidenceBundle shown = bundle.shown();
        boolean paysNone = is == Conclusion.NOT_TO_US || is == Conclusion.UNSUPPORTED;
        boolean pays = is == Conclusion.REPLAYABLE || is == Conclusion.REVERSED;
        boolean first = shown.position() == 0;
        unless(paysNone != bundle.payees().isEmpty(), "payees");
        unless(paysNone || bundle.token().isEmpty(), "token");
        unless((paysNone && !first) != bundle.receiptBefore().isEmpty(), "receiptBefore");
        unless(pays != shown.payments().isEmpty(), "payments");
        unless((is == Conclusion.EXPIRED) == (bundle.claimedAt() >= 0), "claimedAt");
        unless(bundle.claimedAt() >= VerdictBundle.NO_CLAIM, "claimedAt");
        unless((is == Conclusion.REVERSED) != bundle.replacingHeaders().isEmpty(), "replacingHeaders");
        unless(is == Conclusion.REVERSED || bundle.replacingVotes().isEmpty(), "replacingVotes");
        if (is != Conclusion.EXPIRED) return;
        unless(first, "position");
        unless(shown.transactionProof().isEmpty(), "transactionProof");
        unless(shown.receiptProof().isEmpty(), "receiptProof");
    }

    private static void unless(boolean fits, String part) throws RefutedException {
        Proofs.require(fits, Flaw.PART_NOT_OF_THIS_VERDICT, part);
    }

    private static void reverted(EvidenceBundle shown, BlockHeader block) throws RefutedException {
        Transaction transaction = ofThisChainOrNone(shown, block);
        Receipt receipt = Proofs.receipt(shown, block, transaction);
        Proofs.require(!receipt.succeeded(), Flaw.TRANSACTION_SUCCEEDED, "its status is 1");
    }

    private static void replayable(EvidenceBundle shown, BlockHeader block) throws RefutedException {
        Transaction transaction = Proofs.transaction(shown, block);
        boolean unbound = transaction.boundChainId().isEmpty();
        Proofs.require(unbound, Flaw.CHAIN_DIFFERS, "the transaction names its chain");
        Proofs.payments(shown, transaction, succeeded(shown, block, transaction));
    }

    private static void paidNone(VerdictBundle bundle, BlockHeader block) throws RefutedException {
        EvidenceBundle shown = bundle.shown();
        Transaction transaction = ofThisChainOrNone(shown, block);
        Receipt receipt = succeeded(shown, block, transaction);
        for (Payment made : Proofs.made(shown, transaction, receipt)) {
            boolean counts = made.logIndex() == Proofs.COIN
                    || bundle.token()
                            .map(token -> Proofs.asset(shown, token))
                            .filter(made.asset()::equals)
                            .isPresent();
            boolean pays =
                    counts && made.amount().signum() > 0 && bundle.payees().contains(made.payee());
            Proofs.require(!pays, Flaw.PAYMENT_MADE, "it pays " + made.payee() + ", logIndex " + made.logIndex());
        }
        boolean codeRan =
                TransactionGas.mayHaveRunForeignCode(transaction, gasUsed(bundle, block, receipt), bundle.token());
        if (bundle.conclusion() == Conclusion.NOT_TO_US) {
            Proofs.require(!codeRan, Flaw.CODE_RAN, "coin may have moved inside the call");
        } else {
            Proofs.require(codeRan, Flaw.NO_CODE_RAN, "nothing moved that could not be proven");
        }
    }

    private static long gasUsed(VerdictBundle bundle, BlockHeader block, Receipt receipt) throws RefutedException {
        int position = bundle.shown().position();
        if (position == 0) return receipt.cumulativeGasUsed();
        Receipt before = TrieProof.follow(block.receiptsRoot(), position - 1, bundle.receiptBefore())
                .flatMap(VerdictCheck::decoded)
                .orElseThrow(() -> new RefutedException(
                        Flaw.RECEIPT_NOT_IN_BLOCK, "receiptBefore leads to no receipt from the header's root"));
        return receipt.cumulativeGasUsed() - before.cumulativeGasUsed();
    }

    private static Optional<Receipt> decoded(Bytes raw) {
        try {
            return Optional.of(Receipt.decode(raw));
        } catch (MalformedChainDataException e) {
            return Optional.empty();
        }
    }

    private static Transaction ofThisChainOrNone(EvidenceBundle shown, BlockHeader block) throws RefutedException {
        Transaction transaction = Proofs.transaction(shown, block);
        boolean foreign = transaction.boundChainId().orElse(shown.chainId()) != shown.chainId();
        Proofs.require(!foreign, Flaw.CHAIN_DIFFERS, "the transaction is bound to another chain");
        return transaction;
    }

    private static Receipt succeeded(EvidenceBundle shown, BlockHeader block, Transaction transaction)
            throws RefutedException {
        Receipt receipt = Proofs.receipt(shown, block, transaction);
        Proofs.require(receipt.succeeded(), Flaw.TRANSACTION_FAILED, "its status is 0: nothing moved");
        return receipt;
    }

    private static void expired(VerdictBundle bundle, BlockHeader last) throws RefutedException {
        Proofs.require(last.number() > bundle.claimedAt(), Flaw.NOT_EXPIRED, "no block came after the claim");
    }

    /** Two blocks of one height cannot both be of the true chain. */
    private static Finding replaced(VerdictBundle bundle, BlockHeader fallen) throws RefutedException {
        List<BlockHeader> chain = Proofs.linked(bundle.replacingHeaders());
        Optional<BlockHeader> instead = chain.stream()
                .filter(header -> header.number() == fallen.number())
                .findFirst();
        boolean another = instead.isPresent() && !instead.get().hash().equals(fallen.hash());
        Proofs.require(another, Flaw.NOT_REPLACED, "no other block stands at height " + fallen.number());
        Proofs.votes(bundle.replacingVotes(), chain, bundle.shown().rules());
        return verified(bundle, instead.orElseThrow(), chain);
    }

    /** @param chain whose last header is the newest */
    private static Finding verified(VerdictBundle bundle, BlockHeader block, List<BlockHeader> chain) {
        return new Finding.Verified(
                bundle.shown(),
                Optional.of(bundle),
                block.number(),
                block.hash(),
                chain.getLast().hash());
    }

    private VerdictCheck() {}
}
