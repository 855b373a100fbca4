package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Proof.Flaw;
import io.meshplane.chain.Proof.Gap;
import io.meshplane.chain.RandomChainData.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockProofTest {
    private final Random random = Seeded.random("block proof");
    private final RandomChainData data = new RandomChainData(random);

    private static Proof prove(Block block) {
        return BlockProof.prove(
                block.header(),
                block.transactions(),
                block.receipts(),
                block.header().hash());
    }

    /** A block whose header was made for these contents, however odd they are. */
    private Block sealed(List<Bytes> transactions, List<Receipt> receipts, LogsBloom bloom, long gasUsed) {
        return new Block(data.header(transactions, receipts, bloom, gasUsed), transactions, receipts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 17, 127, 128, 129, 300})
    void provesATrueBlock(int transactionCount) {
        Block block = data.block(transactionCount);

        Proof proof = prove(block);

        assertThat(proof).isInstanceOfSatisfying(Proof.Proven.class, proven -> {
            assertThat(proven.transactions()).hasSize(transactionCount);
            assertThat(proven.blockHash()).isEqualTo(block.header().hash());
        });
    }

    @Test
    void countsLogsThroughTheBlock() {
        Block block = data.block(20);

        Proof.Proven proven = (Proof.Proven) prove(block);

        int logs = 0;
        for (Proof.ProvenTransaction each : proven.transactions()) {
            assertThat(each.firstLogIndex()).isEqualTo(logs);
            logs += each.receipt().logs().size();
        }
        assertThat(logs).isPositive();
    }

    @Test
    void refutesOneFlippedBitAnywhere() {
        for (int trial = 0; trial < 600; trial++) {
            Block block = data.block(1 + random.nextInt(4));
            Hash32 hash = block.header().hash();

            Proof proof = switch (random.nextInt(4)) {
                case 0 -> proveWithAlteredTransaction(block, hash);
                case 1 -> proveWithAlteredReceipt(block, hash);
                case 2 -> proveWithAlteredHeader(block, hash);
                default ->
                    BlockProof.prove(
                            block.header(),
                            block.transactions(),
                            block.receipts(),
                            new Hash32(BitFlip.in(hash.bytes(), random)));
            };

            assertThat(proof).isInstanceOf(Proof.Refuted.class);
        }
    }

    private Proof proveWithAlteredTransaction(Block block, Hash32 hash) {
        List<Bytes> transactions = new ArrayList<>(block.transactions());
        transactions.replaceAll(each -> each.equals(transactions.getFirst()) ? BitFlip.in(each, random) : each);
        return BlockProof.prove(block.header(), transactions, block.receipts(), hash);
    }

    private Proof proveWithAlteredReceipt(Block block, Hash32 hash) {
        List<Receipt> receipts = new ArrayList<>(block.receipts());
        while (receipts.equals(block.receipts())) {
            try {
                receipts.set(0, Receipt.decode(BitFlip.in(receipts.getFirst().encode(), random)));
            } catch (MalformedChainDataException notAReceipt) {
                receipts.set(0, new Receipt(0, !receipts.getFirst().succeeded(), 1, List.of()));
            }
        }
        return BlockProof.prove(block.header(), block.transactions(), receipts, hash);
    }

    private Proof proveWithAlteredHeader(Block block, Hash32 hash) {
        while (true) {
            try {
                BlockHeader altered =
                        BlockHeader.decode(BitFlip.in(block.header().encode(), random));
                return BlockProof.prove(altered, block.transactions(), block.receipts(), hash);
            } catch (MalformedChainDataException tryAnotherBit) {
                assertThat(tryAnotherBit).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void refutesDroppedAddedAndReorderedTransactions() {
        Block block = data.block(5);
        Hash32 hash = block.header().hash();
        List<Bytes> reordered = new ArrayList<>(block.transactions());
        Collections.swap(reordered, 1, 3);
        List<Bytes> added = new ArrayList<>(block.transactions());
        added.add(block.transactions().getFirst());

        for (List<Bytes> forged : List.of(reordered, added, block.transactions().subList(0, 4), List.<Bytes>of())) {
            assertThat(BlockProof.prove(block.header(), forged, block.receipts(), hash))
                    .isEqualTo(new Proof.Refuted(Flaw.TRANSACTIONS_ROOT_DIFFERS));
        }
    }

    @Test
    void refutesDroppedAndReorderedReceipts() {
        Block block = data.block(5);
        Hash32 hash = block.header().hash();
        List<Receipt> reordered = new ArrayList<>(block.receipts());
        Collections.swap(reordered, 0, 4);

        assertThat(BlockProof.prove(block.header(), block.transactions(), reordered, hash))
                .isEqualTo(new Proof.Refuted(Flaw.RECEIPTS_ROOT_DIFFERS));
        assertThat(BlockProof.prove(
                        block.header(), block.transactions(), block.receipts().subList(1, 5), hash))
                .isEqualTo(new Proof.Refuted(Flaw.RECEIPT_COUNT_DIFFERS));
    }

    @Test
    void hasNoVerdictOnATransactionTypeItDoesNotKnow() {
        Bytes future = Bytes.fromHex("0x05c0");
        Receipt receipt = new Receipt(5, true, 21_000, List.of());

        Proof proof = prove(sealed(List.of(future), List.of(receipt), LogsBloom.EMPTY, 21_000));

        assertThat(proof).isEqualTo(new Proof.Unsupported(Gap.UNKNOWN_TRANSACTION_TYPE));
    }

    @Test
    void refutesABlockWhoseMakerSealedNonsense() {
        Bytes transfer = data.transaction(data.wallet()).encode();
        Bytes nonsense = Bytes.fromHex("0xc0");
        Receipt receipt = new Receipt(0, true, 21_000, List.of());
        Receipt wrongType = new Receipt(9, true, 21_000, List.of());

        assertThat(prove(sealed(List.of(nonsense), List.of(receipt), LogsBloom.EMPTY, 21_000)))
                .isEqualTo(new Proof.Refuted(Flaw.TRANSACTION_MALFORMED));
        assertThat(prove(sealed(List.of(transfer), List.of(wrongType), LogsBloom.EMPTY, 21_000)))
                .isEqualTo(new Proof.Refuted(Flaw.RECEIPT_TYPE_DIFFERS));
        assertThat(prove(sealed(List.of(), List.of(), LogsBloom.EMPTY, 1)))
                .isEqualTo(new Proof.Refuted(Flaw.GAS_USED_DIFFERS));
        assertThat(prove(sealed(List.of(), List.of(), LogsBloom.of(List.of(data.log())), 0)))
                .isEqualTo(new Proof.Refuted(Flaw.LOGS_BLOOM_DIFFERS));
    }

    @Test
    void hasNoVerdictOnABodyBeyondTheBound() {
        Block block = data.block(0);
        Bytes huge = Bytes.of(new byte[8 * 1024 * 1024]);

        Proof proof = BlockProof.prove(
                block.header(),
                Collections.nCopies(9, huge),
                List.of(),
                block.header().hash());

        assertThat(proof).isEqualTo(new Proof.Unsupported(Gap.BODY_TOO_LARGE));
    }

    @Test
    void refutesAnEmptyTransaction() {
        Block block = data.block(0);

        assertThat(BlockProof.prove(
                        block.header(),
                        List.of(Bytes.EMPTY),
                        List.of(),
                        block.header().hash()))
                .isEqualTo(new Proof.Refuted(Flaw.TRANSACTIONS_ROOT_DIFFERS));
    }
}
