package io.meshplane.bench.payments;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A block of payments whose header is true, parsed. */
record ProofBlock(
        BlockHeader header, List<DynamicFeeTransaction> transactions, List<Bytes> encoded, List<Receipt> receipts) {
    private static final long CHAIN = 7357;
    private static final Wallet PAYER = Wallet.of(Keccak256.hash("bench payer"));
    private static final Address PAYEE =
            Wallet.of(Keccak256.hash("bench payee")).address();
    private static final Address TOKEN =
            Wallet.of(Keccak256.hash("bench token")).address();
    private static final Hash32 TRANSFER = Keccak256.hash("Transfer(address,address,uint256)");
    private static final int ADDRESS_PADDING = 12;

    /** @param tokens whether each transaction moves a token, which leaves a log, and not coin */
    static ProofBlock of(int count, boolean tokens) {
        List<DynamicFeeTransaction> transactions = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transactions.add(transaction(i, tokens));
            receipts.add(new Receipt(2, true, (i + 1) * 21_000L, tokens ? List.of(transfer(i)) : List.of()));
        }
        List<Bytes> encoded =
                transactions.stream().map(DynamicFeeTransaction::encode).toList();
        return new ProofBlock(header(encoded, receipts), transactions, encoded, receipts);
    }

    private static DynamicFeeTransaction transaction(int nonce, boolean token) {
        return PAYER.sign(new DynamicFeeTransaction(
                CHAIN,
                nonce,
                BigInteger.ONE,
                BigInteger.TEN.pow(10),
                token ? 60_000 : 21_000,
                token ? TOKEN : PAYEE,
                token ? BigInteger.ZERO : BigInteger.valueOf(1_000_000_007L * (nonce + 1)),
                token ? call(nonce) : Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED));
    }

    private static Bytes call(int amount) {
        return Bytes.concat(Bytes.fromHex("0xa9059cbb"), word(PAYEE), word(amount));
    }

    private static EventLog transfer(int amount) {
        List<Hash32> topics = List.of(TRANSFER, new Hash32(word(PAYER.address())), new Hash32(word(PAYEE)));
        return new EventLog(TOKEN, topics, word(amount));
    }

    private static Bytes word(Address address) {
        return Bytes.concat(Bytes.of(new byte[ADDRESS_PADDING]), address.bytes());
    }

    private static Bytes word(int amount) {
        byte[] word = new byte[32];
        for (int i = 0; i < Integer.BYTES; i++) word[31 - i] = (byte) (amount >> (8 * i));
        return Bytes.of(word);
    }

    private static BlockHeader header(List<Bytes> encoded, List<Receipt> receipts) {
        return new BlockHeader(
                Hash32.ZERO,
                BlockHeader.NO_OMMERS,
                Address.ZERO,
                Keccak256.hash("state"),
                MerklePatriciaTrie.orderedRoot(encoded),
                MerklePatriciaTrie.orderedRoot(
                        receipts.stream().map(Receipt::encode).toList()),
                receipts.stream().map(Receipt::bloom).reduce(LogsBloom.EMPTY, LogsBloom::or),
                BigInteger.ZERO,
                1,
                30_000_000,
                encoded.size() * 21_000L,
                1,
                Bytes.EMPTY,
                Hash32.ZERO,
                Bytes.of(new byte[8]),
                BigInteger.ONE,
                MerklePatriciaTrie.EMPTY_ROOT,
                0L,
                0L,
                Hash32.ZERO,
                Hash32.ZERO);
    }
}
