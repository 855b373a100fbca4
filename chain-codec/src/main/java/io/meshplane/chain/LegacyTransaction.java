package io.meshplane.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An untyped transaction.
 *
 * @param chainId bound into the signature by EIP-155; null before it: such a transaction is valid on every chain
 * @param to null creates a contract
 */
public record LegacyTransaction(
        @Nullable Long chainId,
        long nonce,
        BigInteger gasPrice,
        long gasLimit,
        @Nullable Address to,
        BigInteger value,
        Bytes data,
        Signature signature)
        implements Transaction {
    private static final BigInteger OLD_V = BigInteger.valueOf(27);
    private static final BigInteger EIP155_V = BigInteger.valueOf(35);

    public LegacyTransaction {
        TransactionRules.require(nonce, gasLimit, gasPrice, value);
        if (chainId != null) {
            TransactionRules.requireChain(chainId);
        }
    }

    static LegacyTransaction read(RlpItem body) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(body, 9);
        long nonce = fields.number();
        BigInteger gasPrice = fields.integer();
        long gasLimit = fields.number();
        Optional<Address> to = fields.receiver();
        BigInteger value = fields.integer();
        Bytes data = fields.bytes();
        BigInteger v = fields.integer();
        BigInteger r = fields.integer();
        BigInteger s = fields.integer();
        Signature signature = new Signature(parityOf(v), r, s);
        return new LegacyTransaction(chainIdOf(v), nonce, gasPrice, gasLimit, to.orElse(null), value, data, signature);
    }

    private static int parityOf(BigInteger v) throws MalformedChainDataException {
        boolean old = v.equals(OLD_V) || v.equals(OLD_V.add(BigInteger.ONE));
        if (!old && v.compareTo(EIP155_V) < 0) {
            throw new MalformedChainDataException("v is neither 27, 28 nor one of EIP-155");
        }
        return v.testBit(0) ? 0 : 1;
    }

    private static @Nullable Long chainIdOf(BigInteger v) throws MalformedChainDataException {
        if (v.compareTo(EIP155_V) < 0) {
            return null;
        }
        BigInteger chainId = v.subtract(EIP155_V).shiftRight(1);
        if (chainId.bitLength() > 63) {
            throw new MalformedChainDataException("chain id beyond 63 bits");
        }
        return chainId.longValueExact();
    }

    @Override
    public int type() {
        return 0;
    }

    @Override
    public OptionalLong boundChainId() {
        return chainId == null ? OptionalLong.empty() : OptionalLong.of(chainId);
    }

    @Override
    public Optional<Address> receiver() {
        return Optional.ofNullable(to);
    }

    @Override
    public BigInteger maxFeePerGas() {
        return gasPrice;
    }

    @Override
    public BigInteger maxPriorityFeePerGas() {
        return gasPrice;
    }

    @Override
    public LegacyTransaction signedWith(Signature other) {
        return new LegacyTransaction(chainId, nonce, gasPrice, gasLimit, to, value, data, other);
    }

    @Override
    public Hash32 signingHash() {
        List<RlpItem> fields = unsignedFields();
        if (chainId != null) {
            fields.add(RlpItem.of(chainId));
            fields.add(RlpItem.EMPTY);
            fields.add(RlpItem.EMPTY);
        }
        return Keccak256.hash(Rlp.encodeList(fields));
    }

    @Override
    public Bytes encode() {
        List<RlpItem> fields = unsignedFields();
        fields.add(RlpItem.of(v()));
        fields.add(RlpItem.of(signature.r()));
        fields.add(RlpItem.of(signature.s()));
        return Rlp.encodeList(fields);
    }

    /** The signature's v: 27 or 28, or 35 and more with the chain id (EIP-155). */
    public BigInteger v() {
        BigInteger parity = BigInteger.valueOf(signature.yParity());
        if (chainId == null) {
            return OLD_V.add(parity);
        }
        return BigInteger.valueOf(chainId).shiftLeft(1).add(EIP155_V).add(parity);
    }

    private List<RlpItem> unsignedFields() {
        return new ArrayList<>(List.of(
                RlpItem.of(nonce),
                RlpItem.of(gasPrice),
                RlpItem.of(gasLimit),
                TransactionRules.receiver(receiver()),
                RlpItem.of(value),
                RlpItem.of(data)));
    }
}
