package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockHeaderTest {
    private static BlockHeader mainnetGenesis() {
        return new BlockHeader(
                Hash32.ZERO,
                BlockHeader.NO_OMMERS,
                Address.ZERO,
                Hash32.fromHex("0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544"),
                MerklePatriciaTrie.EMPTY_ROOT,
                MerklePatriciaTrie.EMPTY_ROOT,
                LogsBloom.EMPTY,
                BigInteger.valueOf(0x400000000L),
                0,
                5_000,
                0,
                0,
                Bytes.fromHex("0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa"),
                Hash32.ZERO,
                Bytes.fromHex("0x0000000000000042"),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void hashesTheFirstBlockOfMainnetToItsName() {
        assertThat(BlockHeader.NO_OMMERS)
                .hasToString("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
        assertThat(Keccak256.OF_EMPTY)
                .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(mainnetGenesis().hash())
                .hasToString("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3");
    }

    @Test
    void decodesWhatItEncodedForEveryFork() throws MalformedChainDataException {
        RandomChainData data = new RandomChainData(Seeded.random("header round trip"));
        for (int trial = 0; trial < 200; trial++) {
            BlockHeader header = data.header(List.of(), List.of(), LogsBloom.EMPTY, 0);

            assertThat(BlockHeader.decode(header.encode())).isEqualTo(header);
        }
    }

    @Test
    void changesItsHashWithEveryBit() {
        Random random = Seeded.random("header bits");
        RandomChainData data = new RandomChainData(random);
        for (int trial = 0; trial < 1_000; trial++) {
            BlockHeader header = data.header(List.of(), List.of(), LogsBloom.EMPTY, 0);
            try {
                BlockHeader altered = BlockHeader.decode(BitFlip.in(header.encode(), random));
                assertThat(altered.hash()).isNotEqualTo(header.hash());
            } catch (MalformedChainDataException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void refusesALaterForksFieldWithoutAnEarlierOne() {
        BlockHeader genesis = mainnetGenesis();

        assertThatThrownBy(() -> new BlockHeader(
                        genesis.parentHash(),
                        genesis.ommersHash(),
                        genesis.beneficiary(),
                        genesis.stateRoot(),
                        genesis.transactionsRoot(),
                        genesis.receiptsRoot(),
                        genesis.logsBloom(),
                        genesis.difficulty(),
                        0,
                        5_000,
                        0,
                        0,
                        genesis.extraData(),
                        genesis.mixHash(),
                        genesis.nonce(),
                        null,
                        Hash32.ZERO,
                        null,
                        null,
                        null,
                        null))
                .hasMessageContaining("without an earlier");
    }

    @Test
    void refusesAFieldOfAForkThatItDoesNotKnow() {
        List<RlpItem> fields = Collections.nCopies(22, RlpItem.EMPTY);

        assertThatThrownBy(() -> BlockHeader.decode(Rlp.encodeList(fields))).hasMessageContaining("15 to 21");
    }
}
