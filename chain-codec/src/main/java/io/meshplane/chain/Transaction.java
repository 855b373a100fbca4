package io.meshplane.chain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/** A transaction as a block carries it: legacy, or typed by EIP-2718. */
public sealed interface Transaction
        permits LegacyTransaction, AccessListTransaction, DynamicFeeTransaction, BlobTransaction, SetCodeTransaction {
    /** 0 legacy, 1 access list, 2 dynamic fee, 3 blob, 4 set code. */
    int type();

    /** The chain that the signature is bound to; empty only in a legacy transaction older than EIP-155. */
    OptionalLong boundChainId();

    long nonce();

    long gasLimit();

    /** Empty when a contract is created. */
    Optional<Address> receiver();

    /** Wei moved to the receiver. */
    BigInteger value();

    /** Call data, or the creation code. */
    Bytes data();

    /** Most wei that one unit of gas may cost, base fee included. */
    BigInteger maxFeePerGas();

    /** Most wei of a unit of gas that may go to the block's producer. */
    BigInteger maxPriorityFeePerGas();

    Signature signature();

    /** The same transaction with another signature. */
    Transaction signedWith(Signature other);

    /** What the sender signed. */
    Hash32 signingHash();

    /** The bytes in the transactions trie and of eth_sendRawTransaction. */
    Bytes encode();

    /** The transaction hash: Keccak-256 of {@link #encode}. */
    default Hash32 hash() {
        return Keccak256.hash(encode());
    }

    /** Who signed; empty if the signature is impossible or malleable. About 0.1 ms, not cached. */
    default Optional<Address> sender() {
        return Secp256k1.recover(signingHash(), signature());
    }

    /**
     * Wei paid for a unit of gas in a block of this base fee (EIP-1559): the base fee and as much of the priority fee as the
     * maximum leaves.
     */
    default BigInteger effectiveGasPrice(BigInteger baseFeePerGas) {
        return maxFeePerGas().min(baseFeePerGas.add(maxPriorityFeePerGas()));
    }

    /**
     * Decodes {@link #encode}'s form.
     *
     * @throws MalformedChainDataException if not canonical, of an unknown type, or with a number beyond 63 bits
     */
    static Transaction decode(Bytes encoded) throws MalformedChainDataException {
        return TransactionDecoder.decode(encoded);
    }

    /** Whether these bytes are an EIP-2718 envelope of a type that {@link #decode} does not know. */
    static boolean isOfUnknownType(Bytes encoded) {
        return !encoded.isEmpty() && encoded.at(0) < 0x80 && !TransactionDecoder.knows(encoded.at(0));
    }
}
