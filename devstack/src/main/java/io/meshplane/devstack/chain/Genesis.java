package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MerklePatriciaTrie;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Block 0. Its extra data carries the chain id, so that chains of different ids differ from their first hash on. */
final class Genesis {
    /** 2026-01-01T00:00:00Z. */
    static final long TIMESTAMP_SECONDS = 1_767_225_600L;

    static final long GAS_LIMIT = 30_000_000;
    static final BigInteger BASE_FEE = BigInteger.valueOf(1_000_000_000);

    /** Receives the priority fees. */
    static final Address BENEFICIARY =
            new Address(Keccak256.hash("meshplane dev beneficiary").bytes().slice(12, 32));

    /** SHA-256 of no requests (EIP-7685). */
    static final Hash32 NO_REQUESTS =
            Hash32.fromHex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private Genesis() {}

    static WorldState state() {
        WorldState.Draft draft = WorldState.empty();
        for (int i = 0; i < DevAccounts.COUNT; i++) {
            Address address = DevAccounts.wallet(i).address();
            draft.addWei(address, DevAccounts.GENESIS_WEI);
            draft.addTokenUnits(address, DevAccounts.GENESIS_TOKEN_UNITS);
        }
        return draft.freeze();
    }

    static SealedBlock block(long chainId, WorldState state) {
        String note = "meshplane dev " + chainId;
        BlockHeader header = new BlockHeader(
                Hash32.ZERO,
                BlockHeader.NO_OMMERS,
                BENEFICIARY,
                state.root(),
                MerklePatriciaTrie.EMPTY_ROOT,
                MerklePatriciaTrie.EMPTY_ROOT,
                LogsBloom.EMPTY,
                BigInteger.ZERO,
                0,
                GAS_LIMIT,
                0,
                TIMESTAMP_SECONDS,
                Bytes.of(note.getBytes(StandardCharsets.US_ASCII)),
                Hash32.ZERO,
                Bytes.of(new byte[8]),
                BASE_FEE,
                MerklePatriciaTrie.EMPTY_ROOT,
                0L,
                0L,
                Hash32.ZERO,
                NO_REQUESTS);
        return new SealedBlock(header, header.hash(), List.of());
    }
}
