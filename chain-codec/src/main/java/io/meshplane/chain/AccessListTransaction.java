package io.meshplane.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A type 1 transaction (EIP-2930).
 *
 * @param to null creates a contract
 */
public record AccessListTransaction(
        long chainId,
        long nonce,
        BigInteger gasPrice,
        long gasLimit,
        @Nullable Address to,
        BigInteger value,
        Bytes data,
        List<AccessListEntry> accessList,
        Signature signature)
        implements Transaction {
    static final int TYPE = 1;

    public AccessListTransaction {
        TransactionRules.require(nonce, gasLimit, gasPrice, value);
        TransactionRules.requireChain(chainId);
        accessList = List.copyOf(accessList);
    }

    static AccessListTransaction read(RlpItem body) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(body, 11);
        return new AccessListTransaction(
                fields.number(),
                fields.number(),
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
    public BigInteger maxFeePerGas() {
        return gasPrice;
    }

    @Override
    public BigInteger maxPriorityFeePerGas() {
        return gasPrice;
    }

    @Override
    public AccessListTransaction signedWith(Signature other) {
        return new AccessListTransaction(chainId, nonce, gasPrice, gasLimit, to, value, data, accessList, other);
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
                RlpItem.of(gasPrice),
                RlpItem.of(gasLimit),
                TransactionRules.receiver(receiver()),
                RlpItem.of(value),
                RlpItem.of(data),
                AccessListEntry.toRlp(accessList));
    }
}
