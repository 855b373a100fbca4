package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Rules;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import io.meshplane.chain.evidence.EvidenceBundle.Voter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bundles of a block of twenty transactions, the same in every run: the vectors of {@code docs/evidence.md}. */
final class SampleEvidence {
    static final long CHAIN = 7357;
    static final int COIN_AT = 3;
    static final int TOKEN_AT = 17;
    static final int FAILED_AT = 5;
    static final Address TILL = wallet("till").address();
    static final Address TOKEN = Address.fromHex("0x7357000000000000000000000000000000007357");
    static final Address STRANGER = wallet("stranger").address();
    private static final long HEIGHT = 1_000;
    private static final int CONFIRMATIONS = 4;

    final List<Transaction> transactions = new ArrayList<>();
    final List<Receipt> receipts = new ArrayList<>();
    final List<BlockHeader> headers = new ArrayList<>();

    SampleEvidence() {
        for (int i = 0; i < 20; i++) {
            boolean token = i == TOKEN_AT;
            transactions.add(transfer(i, token ? TOKEN : TILL, token ? 0 : 100 + i));
            receipts.add(new Receipt(2, i != FAILED_AT, 21_000L * (i + 1), token ? logs() : List.of()));
        }
        BlockHeader paid = header(
                Hash32.ZERO,
                HEIGHT,
                transactions.stream().map(Transaction::encode).toList(),
                receipts.stream().map(Receipt::encode).toList(),
                LogsBloom.of(logs()));
        headers.add(paid);
        for (int i = 1; i <= CONFIRMATIONS; i++) {
            headers.add(header(headers.getLast().hash(), HEIGHT + i, List.of(), List.of(), LogsBloom.EMPTY));
        }
    }

    private static List<EventLog> logs() {
        return List.of(
                new EventLog(STRANGER, List.of(), Bytes.EMPTY),
                Erc20.transferLog(new Erc20.Transfer(TOKEN, wallet("payer").address(), TILL, BigInteger.valueOf(77))),
                Erc20.transferLog(new Erc20.Transfer(
                        TOKEN,
                        wallet("payer").address(),
                        TILL,
                        BigInteger.TWO.pow(256).subtract(BigInteger.ONE))));
    }

    static Wallet wallet(String name) {
        return Wallet.of(Keccak256.hash(name));
    }

    private static Transaction transfer(int nonce, Address to, long wei) {
        return wallet("payer")
                .sign(new DynamicFeeTransaction(
                        CHAIN,
                        nonce,
                        BigInteger.ONE,
                        BigInteger.TEN.pow(10),
                        100_000,
                        to,
                        BigInteger.valueOf(wei),
                        Bytes.EMPTY,
                        List.of(),
                        Signature.UNSIGNED));
    }

    static BlockHeader header(
            Hash32 parent, long number, List<Bytes> transactions, List<Bytes> receipts, LogsBloom bloom) {
        return new BlockHeader(
                parent,
                BlockHeader.NO_OMMERS,
                Address.ZERO,
                Keccak256.hash("state " + number),
                MerklePatriciaTrie.orderedRoot(transactions),
                MerklePatriciaTrie.orderedRoot(receipts),
                bloom,
                BigInteger.ZERO,
                number,
                30_000_000,
                21_000L * transactions.size(),
                1_700_000_000 + 5 * number,
                Bytes.EMPTY,
                Keccak256.hash("randao " + number),
                Bytes.of(new byte[8]),
                BigInteger.valueOf(7),
                MerklePatriciaTrie.EMPTY_ROOT,
                0L,
                0L,
                Hash32.ZERO,
                Keccak256.hash("requests"));
    }

    EvidenceBundle coin() {
        return of(
                COIN_AT,
                List.of(new Payment(
                        -1, wallet("payer").address(), TILL, BigInteger.valueOf(103), "eip155:7357/slip44:60")));
    }

    EvidenceBundle token() {
        String asset = "eip155:7357/erc20:" + TOKEN.toLowerHex();
        Address payer = wallet("payer").address();
        return of(
                TOKEN_AT,
                List.of(
                        new Payment(1, payer, TILL, BigInteger.valueOf(77), asset),
                        new Payment(2, payer, TILL, BigInteger.TWO.pow(256).subtract(BigInteger.ONE), asset)));
    }

    EvidenceBundle of(int position, List<Payment> payments) {
        List<Bytes> raw = transactions.stream().map(Transaction::encode).toList();
        List<Bytes> encoded = receipts.stream().map(Receipt::encode).toList();
        return new EvidenceBundle(
                "home",
                CHAIN,
                transactions.get(position).hash(),
                position,
                headers.stream().map(BlockHeader::encode).toList(),
                MerklePatriciaTrie.ordered(raw).proof(position),
                MerklePatriciaTrie.ordered(encoded).proof(position),
                payments,
                new Rules(4, 1, 1, 2, 2, CONFIRMATIONS),
                headers.stream().map(SampleEvidence::vote).toList());
    }

    static Vote vote(BlockHeader header) {
        return new Vote(
                header.number(),
                header.hash(),
                Instant.ofEpochSecond(header.timestampSeconds()).plusMillis(250),
                List.of(new Voter("a", "north"), new Voter("b", "south"), new Voter("d", "south")));
    }
}
