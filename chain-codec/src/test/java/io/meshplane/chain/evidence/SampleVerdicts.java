package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Rules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bundles of a block in which everything happens that is no payment, the same in every run: the vectors of the document. */
final class SampleVerdicts {
    static final int STRAY_FIRST = 0;
    static final int FAILED = 1;
    static final int UNBOUND = 2;
    static final int CALL = 3;
    static final int STRAY = 4;
    static final int FALLEN = 5;
    static final int TOKEN_ELSEWHERE = 6;
    static final long HEIGHT = 2_000;
    private static final int CONFIRMATIONS = 2;
    private static final Wallet PAYER = SampleEvidence.wallet("payer");
    private static final List<EventLog> LOGS = List.of(Erc20.transferLog(
            new Erc20.Transfer(SampleEvidence.TOKEN, PAYER.address(), SampleEvidence.STRANGER, BigInteger.valueOf(5))));

    private final List<Transaction> transactions = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    final List<BlockHeader> headers;
    /** Another history, from the block before on. */
    final List<BlockHeader> others;

    SampleVerdicts() {
        add(bound(SampleEvidence.STRANGER, 10), true, 21_000, List.of());
        add(bound(SampleEvidence.TILL, 11), false, 21_000, List.of());
        add(unbound(), true, 21_000, List.of());
        add(bound(Address.fromHex("0x00000000000000000000000000000000000c0de0"), 0), true, 48_000, List.of());
        add(bound(SampleEvidence.STRANGER, 14), true, 21_000, List.of());
        add(bound(SampleEvidence.TILL, 15), true, 21_000, List.of());
        add(bound(SampleEvidence.TOKEN, 0), true, 52_000, LOGS);
        headers = chain(
                HEIGHT,
                Hash32.ZERO,
                transactions.stream().map(Transaction::encode).toList(),
                receipts.stream().map(Receipt::encode).toList());
        others = chain(HEIGHT - 1, Keccak256.hash("the last block of both"), List.of(), List.of());
    }

    private void add(Transaction transaction, boolean succeeded, long gas, List<EventLog> logs) {
        long before = receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGasUsed();
        transactions.add(transaction);
        receipts.add(new Receipt(transaction.type(), succeeded, before + gas, logs));
    }

    private Transaction bound(Address to, long wei) {
        return PAYER.sign(new DynamicFeeTransaction(
                SampleEvidence.CHAIN,
                transactions.size(),
                BigInteger.ONE,
                BigInteger.TEN.pow(10),
                100_000,
                to,
                BigInteger.valueOf(wei),
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED));
    }

    private Transaction unbound() {
        return PAYER.sign(new LegacyTransaction(
                null,
                transactions.size(),
                BigInteger.TEN,
                100_000,
                SampleEvidence.TILL,
                BigInteger.valueOf(12),
                Bytes.EMPTY,
                Signature.UNSIGNED));
    }

    private static List<BlockHeader> chain(long height, Hash32 parent, List<Bytes> transactions, List<Bytes> receipts) {
        List<BlockHeader> chain = new ArrayList<>();
        LogsBloom bloom = transactions.isEmpty() ? LogsBloom.EMPTY : LogsBloom.of(LOGS);
        chain.add(SampleEvidence.header(parent, height, transactions, receipts, bloom));
        for (int i = 1; i <= CONFIRMATIONS; i++) {
            Hash32 last = chain.getLast().hash();
            chain.add(SampleEvidence.header(last, height + i, List.of(), List.of(), LogsBloom.EMPTY));
        }
        return chain;
    }

    /** What each vector is called. */
    Map<String, VerdictBundle> all() {
        Map<String, VerdictBundle> all = new LinkedHashMap<>();
        all.put("not-to-us", paidNone(Conclusion.NOT_TO_US, STRAY));
        all.put("not-to-us-first", paidNone(Conclusion.NOT_TO_US, STRAY_FIRST));
        all.put("not-to-us-token", paidNone(Conclusion.NOT_TO_US, TOKEN_ELSEWHERE));
        all.put("unsupported", paidNone(Conclusion.UNSUPPORTED, CALL));
        all.put("reverted", VerdictBundle.of(Conclusion.REVERTED, shown(FAILED, List.of())));
        all.put("replayable", VerdictBundle.of(Conclusion.REPLAYABLE, shown(UNBOUND, List.of(coin(12)))));
        all.put("reversed", reversed());
        all.put("expired", expired());
        return all;
    }

    VerdictBundle paidNone(Conclusion conclusion, int position) {
        return paidNone(conclusion, position, SampleEvidence.TILL);
    }

    VerdictBundle paidNone(Conclusion conclusion, int position, Address payee) {
        List<Bytes> before = position == 0 ? List.of() : receiptsTrie().proof(position - 1);
        return VerdictBundle.paidNoneOf(
                List.of(payee), Optional.of(SampleEvidence.TOKEN), conclusion, before, shown(position, List.of()));
    }

    VerdictBundle reversed() {
        return VerdictBundle.reversed(
                shown(FALLEN, List.of(coin(15))),
                others.stream().map(BlockHeader::encode).toList(),
                others.stream().map(SampleEvidence::vote).toList());
    }

    VerdictBundle expired() {
        BlockHeader last = headers.getLast();
        return VerdictBundle.expired(
                HEIGHT - 100,
                new EvidenceBundle(
                        "home",
                        SampleEvidence.CHAIN,
                        Keccak256.hash("a transaction that never came"),
                        0,
                        List.of(last.encode()),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Rules(4, 1, 1, 2, 2, 0),
                        List.of(SampleEvidence.vote(last))));
    }

    static Payment coin(long wei) {
        return new Payment(-1, PAYER.address(), SampleEvidence.TILL, BigInteger.valueOf(wei), "eip155:7357/slip44:60");
    }

    EvidenceBundle shown(int position, List<Payment> payments) {
        return new EvidenceBundle(
                "home",
                SampleEvidence.CHAIN,
                transactions.get(position).hash(),
                position,
                headers.stream().map(BlockHeader::encode).toList(),
                MerklePatriciaTrie.ordered(
                                transactions.stream().map(Transaction::encode).toList())
                        .proof(position),
                receiptsTrie().proof(position),
                payments,
                new Rules(4, 1, 1, 2, 2, CONFIRMATIONS),
                headers.stream().map(SampleEvidence::vote).toList());
    }

    private MerklePatriciaTrie receiptsTrie() {
        return MerklePatriciaTrie.ordered(receipts.stream().map(Receipt::encode).toList());
    }
}
