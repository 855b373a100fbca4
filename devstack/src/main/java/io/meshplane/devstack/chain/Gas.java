package io.meshplane.devstack.chain;

import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.BlobTransaction;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.SetCodeTransaction;
import io.meshplane.chain.Transaction;
import java.math.BigInteger;
import java.util.List;

/** What a transaction costs before any code runs, and what a unit of gas costs in the next block. */
final class Gas {
    static final long TRANSFER = 21_000;

    /** What the token's transfer takes beyond the intrinsic gas: a plausible constant, for no code runs. */
    static final long TOKEN_TRANSFER = 24_000;

    /** What a refused call of the token takes. */
    static final long TOKEN_REVERT = 3_000;

    private static final long PER_TOKEN = 4;
    private static final long FLOOR_PER_TOKEN = 10;
    private static final long PER_LISTED_ADDRESS = 2_400;
    private static final long PER_LISTED_KEY = 1_900;

    private static final BigInteger MAX_CHANGE_DENOMINATOR = BigInteger.valueOf(8);
    private static final long ELASTICITY = 2;

    private Gas() {}

    /** Gas before execution: EIP-2028 and EIP-2930. */
    static long intrinsic(Bytes data, List<AccessListEntry> accessList) {
        long keys = accessList.stream()
                .mapToLong(entry -> entry.storageKeys().size())
                .sum();
        return TRANSFER + PER_TOKEN * dataTokens(data) + PER_LISTED_ADDRESS * accessList.size() + PER_LISTED_KEY * keys;
    }

    static long intrinsic(Transaction transaction) {
        return intrinsic(transaction.data(), accessListOf(transaction));
    }

    /** The least that a transaction with this data pays (EIP-7623). */
    static long floor(Bytes data) {
        return TRANSFER + FLOOR_PER_TOKEN * dataTokens(data);
    }

    /** One per zero byte, four per other byte. */
    private static long dataTokens(Bytes data) {
        long tokens = 0;
        for (int i = 0; i < data.size(); i++) {
            tokens += data.at(i) == 0 ? 1 : 4;
        }
        return tokens;
    }

    private static List<AccessListEntry> accessListOf(Transaction transaction) {
        return switch (transaction) {
            case LegacyTransaction legacy -> List.of();
            case AccessListTransaction listed -> listed.accessList();
            case DynamicFeeTransaction dynamic -> dynamic.accessList();
            case BlobTransaction blob -> blob.accessList();
            case SetCodeTransaction setCode -> setCode.accessList();
        };
    }

    /** Base fee of the block after this one (EIP-1559). */
    static BigInteger nextBaseFee(SealedBlock parent) {
        BlockHeader header = parent.header();
        long target = header.gasLimit() / ELASTICITY;
        BigInteger fee = parent.baseFee();
        long used = header.gasUsed();
        if (used == target) {
            return fee;
        }
        BigInteger change = fee.multiply(BigInteger.valueOf(Math.abs(used - target)))
                .divide(BigInteger.valueOf(target))
                .divide(MAX_CHANGE_DENOMINATOR);
        return used > target ? fee.add(change.max(BigInteger.ONE)) : fee.subtract(change);
    }

    /** The most wei that a transaction can take from its sender. */
    static BigInteger maxCost(Transaction transaction) {
        return transaction
                .maxFeePerGas()
                .multiply(BigInteger.valueOf(transaction.gasLimit()))
                .add(transaction.value());
    }
}
