package io.meshplane.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block header from London to Prague, whose hash names the block. The last six fields came one fork after another and
 * are null before theirs: base fee (London, EIP-1559), withdrawals root (Shanghai, EIP-4895), the two blob gas fields
 * (Cancun, EIP-4844), the beacon root (Cancun, EIP-4788), the requests hash (Prague, EIP-7685).
 *
 * @param timestampSeconds seconds since 1970 UTC
 * @param extraData at most 32 bytes on proof-of-stake chains; longer ones are accepted
 * @param mixHash previous RANDAO since the merge (EIP-4399)
 * @param nonce 8 bytes
 * @param baseFeePerGas wei
 */
public record BlockHeader(
        Hash32 parentHash,
        Hash32 ommersHash,
        Address beneficiary,
        Hash32 stateRoot,
        Hash32 transactionsRoot,
        Hash32 receiptsRoot,
        LogsBloom logsBloom,
        BigInteger difficulty,
        long number,
        long gasLimit,
        long gasUsed,
        long timestampSeconds,
        Bytes extraData,
        Hash32 mixHash,
        Bytes nonce,
        @Nullable BigInteger baseFeePerGas,
        @Nullable Hash32 withdrawalsRoot,
        @Nullable Long blobGasUsed,
        @Nullable Long excessBlobGas,
        @Nullable Hash32 parentBeaconBlockRoot,
        @Nullable Hash32 requestsHash) {
    /** The ommers hash of every block since the merge: Keccak-256 of an empty RLP list. */
    public static final Hash32 NO_OMMERS = Keccak256.hash(Rlp.encode(RlpItem.listOf()));

    private static final int LEGACY_FIELDS = 15;

    /** @throws IllegalArgumentException on a negative number, a nonce of another size, or a gap among the fork fields */
    public BlockHeader {
        if (number < 0 || gasLimit < 0 || gasUsed < 0 || timestampSeconds < 0 || difficulty.signum() < 0) {
            throw new IllegalArgumentException("negative number in a block header");
        }
        if ((blobGasUsed != null && blobGasUsed < 0) || (excessBlobGas != null && excessBlobGas < 0)) {
            throw new IllegalArgumentException("negative blob gas in a block header");
        }
        if (baseFeePerGas != null && baseFeePerGas.signum() < 0) {
            throw new IllegalArgumentException("negative base fee in a block header");
        }
        if (nonce.size() != 8) {
            throw new IllegalArgumentException("a block nonce has 8 bytes, not " + nonce.size());
        }
        requireNoGap(baseFeePerGas, withdrawalsRoot, blobGasUsed, excessBlobGas, parentBeaconBlockRoot, requestsHash);
    }

    private static void requireNoGap(@Nullable Object... forkFields) {
        boolean ended = false;
        for (Object field : forkFields) {
            if (ended && field != null) {
                throw new IllegalArgumentException("a later fork's header field without an earlier fork's");
            }
            ended |= field == null;
        }
    }

    /** The block hash: Keccak-256 of {@link #encode}. */
    public Hash32 hash() {
        return Keccak256.hash(encode());
    }

    public Bytes encode() {
        List<RlpItem> fields = new ArrayList<>(List.of(
                RlpItem.of(parentHash),
                RlpItem.of(ommersHash),
                RlpItem.of(beneficiary),
                RlpItem.of(stateRoot),
                RlpItem.of(transactionsRoot),
                RlpItem.of(receiptsRoot),
                RlpItem.of(logsBloom.bytes()),
                RlpItem.of(difficulty),
                RlpItem.of(number),
                RlpItem.of(gasLimit),
                RlpItem.of(gasUsed),
                RlpItem.of(timestampSeconds),
                RlpItem.of(extraData),
                RlpItem.of(mixHash),
                RlpItem.of(nonce)));
        addForkFields(fields);
        return Rlp.encodeList(fields);
    }

    private void addForkFields(List<RlpItem> fields) {
        if (baseFeePerGas != null) {
            fields.add(RlpItem.of(baseFeePerGas));
        }
        if (withdrawalsRoot != null) {
            fields.add(RlpItem.of(withdrawalsRoot));
        }
        if (blobGasUsed != null) {
            fields.add(RlpItem.of(blobGasUsed));
        }
        if (excessBlobGas != null) {
            fields.add(RlpItem.of(excessBlobGas));
        }
        if (parentBeaconBlockRoot != null) {
            fields.add(RlpItem.of(parentBeaconBlockRoot));
        }
        if (requestsHash != null) {
            fields.add(RlpItem.of(requestsHash));
        }
    }

    /**
     * Decodes a header's RLP.
     *
     * @throws MalformedChainDataException if not 15 to 21 well-formed fields; more means a fork that this code does not know
     */
    public static BlockHeader decode(Bytes encoded) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(Rlp.decode(encoded));
        if (fields.count() < LEGACY_FIELDS || fields.count() > LEGACY_FIELDS + 6) {
            throw new MalformedChainDataException("a block header has 15 to 21 fields, not " + fields.count());
        }
        return new BlockHeader(
                fields.hash(),
                fields.hash(),
                fields.address(),
                fields.hash(),
                fields.hash(),
                fields.hash(),
                new LogsBloom(fields.bytes(LogsBloom.SIZE_BYTES)),
                fields.integer(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.bytes(),
                fields.hash(),
                fields.bytes(8),
                fields.hasMore() ? fields.integer() : null,
                fields.hasMore() ? fields.hash() : null,
                fields.hasMore() ? Long.valueOf(fields.number()) : null,
                fields.hasMore() ? Long.valueOf(fields.number()) : null,
                fields.hasMore() ? fields.hash() : null,
                fields.hasMore() ? fields.hash() : null);
    }
}
