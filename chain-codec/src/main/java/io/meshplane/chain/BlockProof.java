package io.meshplane.chain;

import io.meshplane.chain.Proof.Flaw;
import io.meshplane.chain.Proof.Gap;
import io.meshplane.chain.Proof.Proven;
import io.meshplane.chain.Proof.ProvenTransaction;
import io.meshplane.chain.Proof.Refuted;
import io.meshplane.chain.Proof.Unsupported;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves a block's body against its hash: the header hashes to it, and the header's roots are those of the transactions and
 * receipts. It shows that nothing was altered; that the block is on the true chain only a quorum can say.
 */
public final class BlockProof {
    /** Largest sum of raw transactions that is looked at; the gas limits of today's chains allow a tenth of it. */
    public static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

    private BlockProof() {}

    /**
     * A total function: whatever the bytes, it returns.
     *
     * @param rawTransactions EIP-2718 bytes in block order
     * @param receipts in block order
     */
    public static Proof prove(
            BlockHeader header, List<Bytes> rawTransactions, List<Receipt> receipts, Hash32 expectedHash) {
        if (rawTransactions.stream().mapToLong(Bytes::size).sum() > MAX_BODY_BYTES) {
            return new Unsupported(Gap.BODY_TOO_LARGE);
        }
        if (!header.hash().equals(expectedHash)) {
            return new Refuted(Flaw.HEADER_HASH_DIFFERS);
        }
        // An empty value cannot stand in a trie at all
        boolean anyEmpty = rawTransactions.stream().anyMatch(Bytes::isEmpty);
        if (anyEmpty || !MerklePatriciaTrie.orderedRoot(rawTransactions).equals(header.transactionsRoot())) {
            return new Refuted(Flaw.TRANSACTIONS_ROOT_DIFFERS);
        }
        if (receipts.size() != rawTransactions.size()) {
            return new Refuted(Flaw.RECEIPT_COUNT_DIFFERS);
        }
        List<Bytes> encodedReceipts = receipts.stream().map(Receipt::encode).toList();
        if (!MerklePatriciaTrie.orderedRoot(encodedReceipts).equals(header.receiptsRoot())) {
            return new Refuted(Flaw.RECEIPTS_ROOT_DIFFERS);
        }
        return proveContent(header, rawTransactions, receipts, expectedHash);
    }

    /** The roots hold, so what fails from here on was built into the block by its maker. */
    private static Proof proveContent(
            BlockHeader header, List<Bytes> rawTransactions, List<Receipt> receipts, Hash32 blockHash) {
        if (rawTransactions.stream().anyMatch(Transaction::isOfUnknownType)) {
            return new Unsupported(Gap.UNKNOWN_TRANSACTION_TYPE);
        }
        List<ProvenTransaction> proven = new ArrayList<>(rawTransactions.size());
        LogsBloom bloom = LogsBloom.EMPTY;
        int logIndex = 0;
        for (int index = 0; index < rawTransactions.size(); index++) {
            Receipt receipt = receipts.get(index);
            Transaction transaction;
            try {
                transaction = Transaction.decode(rawTransactions.get(index));
            } catch (MalformedChainDataException e) {
                return new Refuted(Flaw.TRANSACTION_MALFORMED);
            }
            if (transaction.type() != receipt.type()) {
                return new Refuted(Flaw.RECEIPT_TYPE_DIFFERS);
            }
            Hash32 hash = Keccak256.hash(rawTransactions.get(index));
            proven.add(new ProvenTransaction(transaction, hash, receipt, index, logIndex));
            logIndex += receipt.logs().size();
            bloom = receipt.logs().isEmpty() ? bloom : bloom.or(receipt.bloom());
        }
        long gasUsed = receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGasUsed();
        if (gasUsed != header.gasUsed()) {
            return new Refuted(Flaw.GAS_USED_DIFFERS);
        }
        return bloom.equals(header.logsBloom())
                ? new Proven(blockHash, header, proven)
                : new Refuted(Flaw.LOGS_BLOOM_DIFFERS);
    }
}
