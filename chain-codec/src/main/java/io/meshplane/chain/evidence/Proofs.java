package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
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
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.chain.evidence.EvidenceCheck.Flaw;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What bundles are checked for, one demand a method; each ends in a refutation where it does not hold. */
final class Proofs {
    /** The log index of coin. */
    static final int COIN = -1;

    /** A demand does not hold. */
    static final class RefutedException extends Exception {
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

    /** The text is the one whose digest it ends with. */
    static void sealed(String text) throws RefutedException {
        require(EvidenceJson.isSealed(text), Flaw.DIGEST_DIFFERS, "the text is not the one that was sealed");
    }

    /** A bundle's blocks, as many as it says. */
    static List<BlockHeader> headers(EvidenceBundle bundle) throws RefutedException {
        List<BlockHeader> headers = linked(bundle.headers());
        require(
                headers.size() == bundle.rules().confirmations() + 1L,
                Flaw.CONFIRMATIONS_MISSING,
                headers.size() + " headers for " + bundle.rules().confirmations() + " confirmations");
        return headers;
    }

    /** Headers, each the child of the one before. */
    static List<BlockHeader> linked(List<Bytes> all) throws RefutedException {
        List<BlockHeader> headers = new ArrayList<>();
        for (Bytes encoded : all) {
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
        return headers;
    }

    /** The transaction that stands in the block. */
    static Transaction transaction(EvidenceBundle bundle, BlockHeader block) throws RefutedException {
        Bytes raw = value(bundle, block.transactionsRoot(), bundle.transactionProof())
                .orElseThrow(() -> new RefutedException(
                        Flaw.TRANSACTION_NOT_IN_BLOCK, "transactionProof leads nowhere from the header's root"));
        require(
                Keccak256.hash(raw).equals(bundle.transaction()),
                Flaw.TRANSACTION_HASH_DIFFERS,
                "another transaction is at this position");
        try {
            return Transaction.decode(raw);
        } catch (MalformedChainDataException e) {
            throw new RefutedException(Flaw.TRANSACTION_MALFORMED, e.getMessage());
        }
    }

    /** Its receipt. */
    static Receipt receipt(EvidenceBundle bundle, BlockHeader block, Transaction transaction) throws RefutedException {
        Bytes raw = value(bundle, block.receiptsRoot(), bundle.receiptProof())
                .orElseThrow(() -> new RefutedException(
                        Flaw.RECEIPT_NOT_IN_BLOCK, "receiptProof leads nowhere from the header's root"));
        try {
            Receipt receipt = Receipt.decode(raw);
            require(receipt.type() == transaction.type(), Flaw.RECEIPT_MALFORMED, "it is of another type");
            return receipt;
        } catch (MalformedChainDataException e) {
            throw new RefutedException(Flaw.RECEIPT_MALFORMED, e.getMessage());
        }
    }

    private static Optional<Bytes> value(EvidenceBundle bundle, Hash32 root, List<Bytes> proof) {
        return bundle.position() < 0 ? Optional.empty() : TrieProof.follow(root, bundle.position(), proof);
    }

    /** The payments stand in order, and the transaction made each. */
    static void payments(EvidenceBundle bundle, Transaction transaction, Receipt receipt) throws RefutedException {
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
        return Erc20.decodeTransfer(log)
                .map(moved ->
                        new Payment(logIndex, moved.from(), moved.to(), moved.amount(), asset(bundle, log.address())));
    }

    /** CAIP-19 of a token. */
    static String asset(EvidenceBundle bundle, Address contract) {
        return "eip155:" + bundle.chainId() + "/erc20:" + contract.toLowerHex();
    }

    /** All that a transaction moved and a proof shows: its coin, and what its logs say of any token. */
    static List<Payment> made(EvidenceBundle bundle, Transaction transaction, Receipt receipt) {
        List<Payment> made = new ArrayList<>();
        coin(bundle, transaction).ifPresent(made::add);
        for (int i = 0; i < receipt.logs().size(); i++)
            token(bundle, receipt, i).ifPresent(made::add);
        return made;
    }

    /** With these numbers of nodes no liars can be a quorum. */
    static void rules(Rules rules) throws RefutedException {
        boolean safe = rules.liars() >= 0
                && rules.hung() >= 0
                && rules.quorum() > rules.liars()
                && rules.nodes() > 2L * rules.liars() + rules.hung()
                && rules.groups() >= 1
                && rules.groups() <= rules.quorum();
        require(safe, Flaw.RULES_UNSAFE, "M > L, N > 2L + H and 1 <= G <= M do not all hold");
    }

    /** A quorum showed each of these blocks, as far as the votes say. */
    static void votes(List<Vote> votes, List<BlockHeader> headers, Rules rules) throws RefutedException {
        require(votes.size() == headers.size(), Flaw.VOTES_MISSING, "each header needs its votes");
        for (int i = 0; i < headers.size(); i++) {
            Vote vote = votes.get(i);
            boolean same = vote.blockHash().equals(headers.get(i).hash())
                    && vote.height() == headers.get(i).number();
            require(same, Flaw.VOTE_FOR_ANOTHER_BLOCK, "vote " + i);
            long nodes = vote.nodes().stream().map(Voter::name).distinct().count();
            long groups = vote.nodes().stream().map(Voter::group).distinct().count();
            boolean enough = nodes >= rules.quorum() && groups >= rules.groups();
            require(enough, Flaw.VOTES_MISSING, nodes + " nodes of " + groups + " groups for header " + i);
        }
    }

    static void require(boolean holds, Flaw flaw, String detail) throws RefutedException {
        if (!holds) throw new RefutedException(flaw, detail);
    }

    private Proofs() {}
}
