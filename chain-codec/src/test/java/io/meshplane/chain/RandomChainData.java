package io.meshplane.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions, receipts and blocks of every kind, from a seed. */
final class RandomChainData {
    private final Random random;

    RandomChainData(Random random) {
        this.random = random;
    }

    record Block(BlockHeader header, List<Bytes> transactions, List<Receipt> receipts) {}

    Block block(int transactionCount) {
        List<Bytes> transactions = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        LogsBloom bloom = LogsBloom.EMPTY;
        long gas = 0;
        for (int i = 0; i < transactionCount; i++) {
            Transaction transaction = transaction(wallet());
            gas += 21_000 + random.nextInt(10_000);
            Receipt receipt = new Receipt(transaction.type(), random.nextBoolean(), gas, list(3, this::log));
            transactions.add(transaction.encode());
            receipts.add(receipt);
            bloom = bloom.or(receipt.bloom());
        }
        return new Block(header(transactions, receipts, bloom, gas), transactions, receipts);
    }

    BlockHeader header(List<Bytes> transactions, List<Receipt> receipts, LogsBloom bloom, long gasUsed) {
        int fork = random.nextInt(5);
        return new BlockHeader(
                hash(),
                BlockHeader.NO_OMMERS,
                address(),
                hash(),
                MerklePatriciaTrie.orderedRoot(transactions),
                MerklePatriciaTrie.orderedRoot(
                        receipts.stream().map(Receipt::encode).toList()),
                bloom,
                BigInteger.valueOf(random.nextInt(3)),
                number(),
                30_000_000,
                gasUsed,
                number(),
                bytes(32),
                hash(),
                Bytes.of(new byte[8]),
                fork > 0 ? amount() : null,
                fork > 1 ? hash() : null,
                fork > 2 ? Long.valueOf(number()) : null,
                fork > 2 ? Long.valueOf(number()) : null,
                fork > 2 ? hash() : null,
                fork > 3 ? hash() : null);
    }

    /** A signed transaction of any of the six shapes. */
    Transaction transaction(Wallet wallet) {
        Transaction unsigned = switch (random.nextInt(6)) {
            case 0 -> legacy(null);
            case 1 -> legacy(number());
            case 2 ->
                new AccessListTransaction(
                        number(),
                        number(),
                        amount(),
                        number(),
                        receiver(),
                        amount(),
                        bytes(80),
                        accessList(),
                        Signature.UNSIGNED);
            case 3 ->
                new DynamicFeeTransaction(
                        number(),
                        number(),
                        amount(),
                        amount(),
                        number(),
                        receiver(),
                        amount(),
                        bytes(80),
                        accessList(),
                        Signature.UNSIGNED);
            case 4 -> blob();
            default -> setCode();
        };
        return wallet.sign(unsigned);
    }

    private LegacyTransaction legacy(@Nullable Long chainId) {
        return new LegacyTransaction(
                chainId, number(), amount(), number(), receiver(), amount(), bytes(80), Signature.UNSIGNED);
    }

    private BlobTransaction blob() {
        return new BlobTransaction(
                number(),
                number(),
                amount(),
                amount(),
                number(),
                address(),
                amount(),
                bytes(80),
                accessList(),
                amount(),
                list(3, this::hash),
                Signature.UNSIGNED);
    }

    private SetCodeTransaction setCode() {
        return new SetCodeTransaction(
                number(),
                number(),
                amount(),
                amount(),
                number(),
                address(),
                amount(),
                bytes(80),
                accessList(),
                list(
                        3,
                        () -> new Authorization(
                                amount(), address(), number(), random.nextInt(256), amount(), amount())),
                Signature.UNSIGNED);
    }

    private List<AccessListEntry> accessList() {
        return list(3, () -> new AccessListEntry(address(), list(3, this::hash)));
    }

    EventLog log() {
        return new EventLog(address(), list(5, this::hash), bytes(100));
    }

    Wallet wallet() {
        return Wallet.of(hash());
    }

    Hash32 hash() {
        byte[] content = new byte[32];
        random.nextBytes(content);
        return new Hash32(Bytes.of(content));
    }

    Address address() {
        return new Address(hash().bytes().slice(0, Address.SIZE_BYTES));
    }

    private @Nullable Address receiver() {
        return random.nextInt(8) == 0 ? null : address();
    }

    private Bytes bytes(int limit) {
        byte[] content = new byte[random.nextInt(limit + 1)];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    private long number() {
        // an EIP-155 chain id doubles, so every width up to 62 bits
        return random.nextLong() >>> (2 + random.nextInt(62));
    }

    private BigInteger amount() {
        return new BigInteger(random.nextInt(257), random);
    }

    private <T> List<T> list(int limit, Supplier<T> supplier) {
        List<T> values = new ArrayList<>();
        for (int i = random.nextInt(limit); i > 0; i--) {
            values.add(supplier.get());
        }
        return values;
    }
}
