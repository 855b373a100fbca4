package io.meshplane.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A type 3 transaction (EIP-4844) as a block carries it: without the blobs.
 *
 * @param to never absent in this type
 */
public record BlobTransaction(
        long chainId,
        long nonce,
        BigInteger maxPriorityFeePerGas,
        BigInteger maxFeePerGas,
        long gasLimit,
        Address to,
        BigInteger value,
        Bytes data,
        List<AccessListEntry> accessList,
        BigInteger maxFeePerBlobGas,
        List<Hash32> blobVersionedHashes,
        Signature signature)
        implements Transaction {
    static final int TYPE = 3;

    public BlobTransaction {
        TransactionRules.require(nonce, gasLimit, maxPriorityFeePerGas, maxFeePerGas, value, maxFeePerBlobGas);
        TransactionRules.requireChain(chainId);
        accessList = List.copyOf(accessList);
        blobVersionedHashes = List.copyOf(blobVersionedHashes);
    }

    static BlobTransaction read(RlpItem body) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(body, 14);
        return new BlobTransaction(
                fields.number(),
                fields.number(),
                fields.integer(),
                fields.integer(),
                fields.number(),
                fields.address(),
                fields.integer(),
                fields.bytes(),
                fields.list(AccessListEntry::read),
                fields.integer(),
                fields.list(RlpFields::hash),
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
    public BlobTransaction signedWith(Signature other) {
        return new BlobTransaction(
                chainId,
                nonce,
                maxPriorityFeePerGas,
                maxFeePerGas,
                gasLimit,
                to,
                value,
                data,
                accessList,
                maxFeePerBlobGas,
                blobVersionedHashes,
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
        fields.add(RlpItem.of(maxFeePerBlobGas));
        fields.add(RlpItem.listOf(blobVersionedHashes.stream().map(RlpItem::of).toList()));
        return fields;
    }
}
