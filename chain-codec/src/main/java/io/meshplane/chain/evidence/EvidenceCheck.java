package io.meshplane.chain.evidence;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.TrieProof;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Rules;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import io.meshplane.chain.evidence.EvidenceBundle.Voter;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies a bundle without any node: a total function of its bytes. */
public final class EvidenceCheck {
    private static final int COIN = -1;

    private EvidenceCheck() {}

    /** What came of it. */
    public sealed interface Finding {
        /**
         * Every hash holds. Not: that the blocks are of the true chain; that the votes state, and any node of the reader's can say.
         *
         * @param height of the transaction's block
         * @param newestHash of the last header
         */
        record Verified(EvidenceBundle bundle, long height, Hash32 blockHash, Hash32 newestHash) implements Finding {}

        /** It is no evidence. */
        record Refuted(Flaw flaw, String detail) implements Finding {}
    }

    /** Why a bundle is refuted: the first that holds, in this order. */
    public enum Flaw {
        MALFORMED,
        DIGEST_DIFFERS,
        HEADER_MALFORMED,
        HEADERS_NOT_LINKED,
        CONFIRMATIONS_MISSING,
        TRANSACTION_NOT_IN_BLOCK,
        TRANSACTION_HASH_DIFFERS,
        TRANSACTION_MALFORMED,
        CHAIN_DIFFERS,
        RECEIPT_NOT_IN_BLOCK,
        RECEIPT_MALFORMED,
        TRANSACTION_FAILED,
        PAYMENTS_OUT_OF_ORDER,
        PAYMENT_NOT_MADE,
        RULES_UNSAFE,
        VOTE_FOR_ANOTHER_BLOCK,
        VOTES_MISSING
    }

    private static final class RefutedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Flaw flaw;

        RefutedException(Flaw flaw, String detail) {
            super(detail, null, false, false);
            this.flaw = flaw;
        }

        Finding finding() {
            return new Finding.Refuted(flaw, String.valueOf(getMessage()));
        }
    }

    /** Verifies the bytes of a file. */
    public static Finding check(byte[] file) {
        return check(EvidenceJson.decode(file));
    }

    /** Verifies a text. */
    public static Finding check(String text) {
        EvidenceBundle bundle;
        try {
            bundle = EvidenceJson.read(text);
        } catch (MalformedChainDataException e) {
            return new Finding.Refuted(Flaw.MALFORMED, e.getMessage());
        }
        try {
            require(EvidenceJson.isSealed(text), Flaw.DIGEST_DIFFERS, "the text is not the one that was sealed");
            return check(bundle);
        } catch (RefutedException e) {
            return e.finding();
        }
    }

    private static Finding check(EvidenceBundle bundle) throws RefutedException {
        List<BlockHeader> headers = headers(bundle);
        BlockHeader block = headers.getFirst();
        Transaction transaction = transaction(bundle, block);
        Receipt receipt = receipt(bundle, block, transaction);
        payments(bundle, transaction, receipt);
        rules(bundle.rules());
        votes(bundle, headers);
        return new Finding.Verified(
                bundle, block.number(), block.hash(), headers.getLast().hash());
    }

    private static List<BlockHeader> headers(EvidenceBundle bundle) throws RefutedException {
        List<BlockHeader> headers = new ArrayList<>();
        for (Bytes encoded : bundle.headers()) {
            BlockHeader header;
            try {
                header = BlockHeader.decode(encoded);
            } catch (MalformedChainDataException e) {
                throw new RefutedException(Flaw.HEADER_MALFORMED, "header " + headers.size() + ": " + e.getMessage());
            }
            if (!headers.isEmpty()) {
                BlockHeader parent = headers.getLast();
                boolean linked = header.parentHash().equals(parent.hash()) && header.number() == parent.number() + 1;
                require(linked, Flaw.HEADERS_NOT_LINKED, "header " + headers.size() + " is no child of the one before");
            }
            headers.add(header);
        }
        require(
                headers.size() == bundle.rules().confirmations() + 1L,
                Flaw.CONFIRMATIONS_MISSING,
                headers.size() + " headers for " + bundle.rules().confirmations() + " confirmations");
        return headers;
    }

    private static Transaction transaction(EvidenceBundle bundle, BlockHeader block) throws RefutedException {
        Bytes raw = value(bundle, block.transactionsRoot(), bundle.transactionProof())
                .orElseThrow(() -> new RefutedException(
                        Flaw.TRANSACTION_NOT_IN_BLOCK, "transactionProof leads nowhere from the header's root"));
        require(
                Keccak256.hash(raw).equals(bundle.transaction()),
                Flaw.TRANSACTION_HASH_DIFFERS,
                "another transaction is at this position");
        try {
            Transaction transaction = Transaction.decode(raw);
            boolean bound = transaction.boundChainId().orElse(-1) == bundle.chainId();
            require(bound, Flaw.CHAIN_DIFFERS, "the transaction is not bound to this chain");
            return transaction;
        } catch (MalformedChainDataException e) {
            throw new RefutedException(Flaw.TRANSACTION_MALFORMED, e.getMessage());
        }
    }

    private static Receipt receipt(EvidenceBundle bundle, BlockHeader block, Transaction transaction)
            throws RefutedException {
        Bytes raw = value(bundle, block.receiptsRoot(), bundle.receiptProof())
                .orElseThrow(() -> new RefutedException(
                        Flaw.RECEIPT_NOT_IN_BLOCK, "receiptProof leads nowhere from the header's root"));
        try {
            Receipt receipt = Receipt.decode(raw);
            require(receipt.type() == transaction.type(), Flaw.RECEIPT_MALFORMED, "it is of another type");
            require(receipt.succeeded(), Flaw.TRANSACTION_FAILED, "its status is 0: nothing moved");
            return receipt;
        } catch (MalformedChainDataException e) {
            throw new RefutedException(Flaw.RECEIPT_MALFORMED, e.getMessage());
        }
    }

    private static Optional<Bytes> value(EvidenceBundle bundle, Hash32 root, List<Bytes> proof) {
        return bundle.position() < 0 ? Optional.empty() : TrieProof.follow(root, bundle.position(), proof);
    }

    private static void payments(EvidenceBundle bundle, Transaction transaction, Receipt receipt)
            throws RefutedException {
        require(!bundle.payments().isEmpty(), Flaw.PAYMENT_NOT_MADE, "there is none");
        int before = COIN - 1;
        for (Payment payment : bundle.payments()) {
            require(payment.logIndex() > before, Flaw.PAYMENTS_OUT_OF_ORDER, "by logIndex, each once");
            before = payment.logIndex();
            boolean made = before == COIN
                    ? coin(bundle, transaction).filter(payment::equals).isPresent()
                    : token(bundle, receipt, before).filter(payment::equals).isPresent();
            require(made, Flaw.PAYMENT_NOT_MADE, "the transaction made no such payment: logIndex " + before);
        }
    }

    private static Optional<Payment> coin(EvidenceBundle bundle, Transaction transaction) {
        String asset = "eip155:" + bundle.chainId() + "/slip44:60";
        return transaction
                .receiver()
                .flatMap(payee ->
                        transaction.sender().map(payer -> new Payment(COIN, payer, payee, transaction.value(), asset)));
    }

    private static Optional<Payment> token(EvidenceBundle bundle, Receipt receipt, int logIndex) {
        if (logIndex >= receipt.logs().size()) return Optional.empty();
        EventLog log = receipt.logs().get(logIndex);
        String asset = "eip155:" + bundle.chainId() + "/erc20:" + log.address().toLowerHex();
        return Erc20.decodeTransfer(log)
                .map(moved -> new Payment(logIndex, moved.from(), moved.to(), moved.amount(), asset));
    }

    private static void rules(Rules rules) throws RefutedException {
        boolean safe = rules.liars() >= 0
                && rules.hung() >= 0
                && rules.quorum() > rules.liars()
                && rules.nodes() > 2L * rules.liars() + rules.hung()
                && rules.groups() >= 1
                && rules.groups() <= rules.quorum();
        require(safe, Flaw.RULES_UNSAFE, "M > L, N > 2L + H and 1 <= G <= M do not all hold");
    }

    private static void votes(EvidenceBundle bundle, List<BlockHeader> headers) throws RefutedException {
        require(bundle.votes().size() == headers.size(), Flaw.VOTES_MISSING, "each header needs its votes");
        for (int i = 0; i < headers.size(); i++) {
            Vote vote = bundle.votes().get(i);
            boolean same = vote.blockHash().equals(headers.get(i).hash())
                    && vote.height() == headers.get(i).number();
            require(same, Flaw.VOTE_FOR_ANOTHER_BLOCK, "vote " + i);
            long nodes = vote.nodes().stream().map(Voter::name).distinct().count();
            long groups = vote.nodes().stream().map(Voter::group).distinct().count();
            boolean enough =
                    nodes >= bundle.rules().quorum() && groups >= bundle.rules().groups();
            require(enough, Flaw.VOTES_MISSING, nodes + " nodes of " + groups + " groups for header " + i);
        }
    }

    private static void require(boolean holds, Flaw flaw, String detail) throws RefutedException {
        if (!holds) throw new RefutedException(flaw, detail);
    }
}
