package io.meshplane.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A type 2 transaction (EIP-1559), the usual kind.
 *
 * @param to null creates a contract
 */
public record DynamicFeeTransaction(
        long chainId,
        long nonce,
        BigInteger maxPriorityFeePerGas,
        BigInteger maxFeePerGas,
        long gasLimit,
        @Nullable Address to,
        BigInteger value,
        Bytes data,
        List<AccessListEntry> accessList,
        Signature signature)
        implements Transaction {
    static final int TYPE = 2;

    public DynamicFeeTransaction {
        TransactionRules.require(nonce, gasLimit, maxPriorityFeePerGas, maxFeePerGas, value);
        TransactionRules.requireChain(chainId);
        accessList = List.copyOf(accessList);
    }

    static DynamicFeeTransaction read(RlpItem body) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(body, 12);
        return new DynamicFeeTransaction(
                fields.number(),
                fields.number(),
                fields.integer(),
                fields.integer(),
                fields.number(),
                fields.receiver().orElse(null),
                fields.integer(),
                fields.bytes(),
                fields.list(AccessListEntry::read),
                Signature.read(fields));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public OptionalLong boundChainId() {
        return OptionalLong.of(chainId);
    }

    @Override
    public Optional<Address> receiver() {
        return Optional.ofNullable(to);
    }

    @Override
    public DynamicFeeTransaction signedWith(Signature other) {
        return new DynamicFeeTransaction(
                chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, value, data, accessList, other);
    }

    @Override
    public Hash32 signingHash() {
        return Keccak256.hash(Envelope.typed(TYPE, unsignedFields()));
    }

    @Override
    public Bytes encode() {
        return Envelope.signed(TYPE, unsignedFields(), signature);
    }

    private List<RlpItem> unsignedFields() {
        return List.of(
                RlpItem.of(chainId),
                RlpItem.of(nonce),
                RlpItem.of(maxPriorityFeePerGas),
                RlpItem.of(maxFeePerGas),
                RlpItem.of(gasLimit),
                TransactionRules.receiver(receiver()),
                RlpItem.of(value),
                RlpItem.of(data),
                AccessListEntry.toRlp(accessList));
    }
}
