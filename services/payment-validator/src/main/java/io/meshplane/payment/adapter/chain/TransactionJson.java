package io.meshplane.payment.adapter.chain;

import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.Authorization;
import io.meshplane.chain.BlobTransaction;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.SetCodeTransaction;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import java.math.BigInteger;
import java.util.List;

/** Transactions of types 0 to 4 from JSON-RPC. */
final class TransactionJson {
    private static final BigInteger OLD_V = BigInteger.valueOf(27);
    private static final BigInteger EIP155_V = BigInteger.valueOf(35);

    static boolean knows(int type) {
        return type >= 0 && type <= 4;
    }

    static Transaction read(int type, JsonFields fields) throws MalformedChainDataException {
        return switch (type) {
            case 0 -> legacy(fields);
            case 1 -> accessList(fields);
            case 2 -> dynamicFee(fields);
            case 3 -> blob(fields);
            case 4 -> setCode(fields);
            default -> throw new IllegalArgumentException("transaction type " + type);
        };
    }

    /** The signature's v carries the chain id (EIP-155), or is 27 or 28 without one. */
    private static LegacyTransaction legacy(JsonFields fields) throws MalformedChainDataException {
        BigInteger v = fields.integer("v");
        boolean bound = v.compareTo(EIP155_V) >= 0;
        BigInteger offset = v.subtract(bound ? EIP155_V : OLD_V);
        if (offset.signum() < 0 || (!bound && offset.compareTo(BigInteger.ONE) > 0) || offset.bitLength() > 63) {
            throw new MalformedChainDataException("v is neither 27, 28 nor one of EIP-155");
        }
        Signature signature = signature(offset.testBit(0) ? 1 : 0, fields);
        return new LegacyTransaction(
                bound ? Long.valueOf(offset.shiftRight(1).longValueExact()) : null,
                fields.number("nonce"),
                fields.integer("gasPrice"),
                fields.number("gas"),
                fields.addressOrNull("to"),
                fields.integer("value"),
                fields.data("input"),
                signature);
    }

    private static AccessListTransaction accessList(JsonFields fields) throws MalformedChainDataException {
        return new AccessListTransaction(
                fields.number("chainId"),
                fields.number("nonce"),
                fields.integer("gasPrice"),
                fields.number("gas"),
                fields.addressOrNull("to"),
                fields.integer("value"),
                fields.data("input"),
                accesses(fields),
                signature(fields));
    }

    private static DynamicFeeTransaction dynamicFee(JsonFields fields) throws MalformedChainDataException {
        return new DynamicFeeTransaction(
                fields.number("chainId"),
                fields.number("nonce"),
                fields.integer("maxPriorityFeePerGas"),
                fields.integer("maxFeePerGas"),
                fields.number("gas"),
                fields.addressOrNull("to"),
                fields.integer("value"),
                fields.data("input"),
                accesses(fields),
                signature(fields));
    }

    private static BlobTransaction blob(JsonFields fields) throws MalformedChainDataException {
        return new BlobTransaction(
                fields.number("chainId"),
                fields.number("nonce"),
                fields.integer("maxPriorityFeePerGas"),
                fields.integer("maxFeePerGas"),
                fields.number("gas"),
                fields.address("to"),
                fields.integer("value"),
                fields.data("input"),
                accesses(fields),
                fields.integer("maxFeePerBlobGas"),
                fields.hashes("blobVersionedHashes"),
                signature(fields));
    }

    private static SetCodeTransaction setCode(JsonFields fields) throws MalformedChainDataException {
        return new SetCodeTransaction(
                fields.number("chainId"),
                fields.number("nonce"),
                fields.integer("maxPriorityFeePerGas"),
                fields.integer("maxFeePerGas"),
                fields.number("gas"),
                fields.address("to"),
                fields.integer("value"),
                fields.data("input"),
                accesses(fields),
                fields.list("authorizationList", TransactionJson::authorization),
                signature(fields));
    }

    private static List<AccessListEntry> accesses(JsonFields fields) throws MalformedChainDataException {
        return fields.list(
                "accessList", entry -> new AccessListEntry(entry.address("address"), entry.hashes("storageKeys")));
    }

    private static Authorization authorization(JsonFields fields) throws MalformedChainDataException {
        return new Authorization(
                fields.integer("chainId"),
                fields.address("address"),
                fields.number("nonce"),
                fields.small("yParity"),
                fields.integer("r"),
                fields.integer("s"));
    }

    private static Signature signature(JsonFields fields) throws MalformedChainDataException {
        return signature(fields.small(fields.has("yParity") ? "yParity" : "v"), fields);
    }

    private static Signature signature(int yParity, JsonFields fields) throws MalformedChainDataException {
        return new Signature(yParity, fields.integer("r"), fields.integer("s"));
    }

    private TransactionJson() {}
}
