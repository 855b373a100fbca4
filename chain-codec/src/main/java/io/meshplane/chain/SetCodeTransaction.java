package io.meshplane.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A type 4 transaction (EIP-7702).
 *
 * @param to never absent in this type
 * @param authorizations at least one in a valid block; this codec does not insist
 */
public record SetCodeTransaction(
        long chainId,
        long nonce,
        BigInteger maxPriorityFeePerGas,
        BigInteger maxFeePerGas,
        long gasLimit,
        Address to,
        BigInteger value,
        Bytes data,
        List<AccessListEntry> accessList,
        List<Authorization> authorizations,
        Signature signature)
        implements Transaction {
    static final int TYPE = 4;

    public SetCodeTransaction {
        TransactionRules.require(nonce, gasLimit, maxPriorityFeePerGas, maxFeePerGas, value);
        TransactionRules.requireChain(chainId);
        accessList = List.copyOf(accessList);
        authorizations = List.copyOf(authorizations);
    }

    static SetCodeTransaction read(RlpItem body) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(body, 13);
        return new SetCodeTransaction(
                fields.number(),
                fields.number(),
                fields.integer(),
                fields.integer(),
                fields.number(),
                fields.address(),
                fields.integer(),
                fields.bytes(),
                fields.list(AccessListEntry::read),
                fields.list(Authorization::read),
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
        return Optional.of(to);
    }

    @Override
    public SetCodeTransaction signedWith(Signature other) {
        return new SetCodeTransaction(
                chainId,
                nonce,
                maxPriorityFeePerGas,
                maxFeePerGas,
                gasLimit,
                to,
                value,
                data,
                accessList,
                authorizations,
                other);
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
        List<RlpItem> fields = new ArrayList<>(List.of(
                RlpItem.of(chainId),
                RlpItem.of(nonce),
                RlpItem.of(maxPriorityFeePerGas),
                RlpItem.of(maxFeePerGas),
                RlpItem.of(gasLimit),
                RlpItem.of(to),
                RlpItem.of(value),
                RlpItem.of(data),
                AccessListEntry.toRlp(accessList)));
        fields.add(Authorization.toRlp(authorizations));
        return fields;
    }
}
