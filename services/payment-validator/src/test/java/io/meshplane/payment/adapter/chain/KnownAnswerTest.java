package io.meshplane.payment.adapter.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.BlockProof;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Proof.ProvenTransaction;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.testkit.chain.Anvil;
import io.meshplane.testkit.realpart.RealPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One block a fork, with every type of transaction that the fork knows, a token's transfer, and one that failed: as anvil told it.
 * {@code -Dmeshplane.update=true} writes what anvil tells now.
 */
class KnownAnswerTest {
    /** What a node says in words and the bytes say better: whatever it is, nothing follows from it. */
    static final Set<String> SAID_BUT_NOT_READ = Set.of(
            "block/hash",
            "block/size",
            "block/totalDifficulty",
            "block/transactions/blockHash",
            "block/transactions/blockNumber",
            "block/transactions/blockTimestamp",
            "block/transactions/chainId",
            "block/transactions/from",
            "block/transactions/gasPrice",
            "block/transactions/hash",
            "block/transactions/transactionIndex",
            "block/transactions/v",
            "receipts/blobGasPrice",
            "receipts/blobGasUsed",
            "receipts/blockHash",
            "receipts/blockNumber",
            "receipts/blockTimestamp",
            "receipts/contractAddress",
            "receipts/effectiveGasPrice",
            "receipts/from",
            "receipts/gasUsed",
            "receipts/logs/blockHash",
            "receipts/logs/blockNumber",
            "receipts/logs/blockTimestamp",
            "receipts/logs/logIndex",
            "receipts/logs/transactionHash",
            "receipts/logs/transactionIndex",
            "receipts/logsBloom",
            "receipts/to",
            "receipts/transactionHash",
            "receipts/transactionIndex");

    private static final String FORKS = """
            istanbul, '0'
            berlin,   '01'
            london,   '012'
            paris,    '012'
            shanghai, '012'
            cancun,   '012'
            prague,   '0124'
            osaka,    '0124'
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FORKS)
    @RealPart(program = "anvil", env = "MESHPLANE_ANVIL")
    void anvilStillTellsTheSame(String fork, String types) throws IOException, MalformedChainDataException {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("fork", fork);
        try (Anvil anvil = Anvil.start(VectorMaker.CHAIN, "--hardfork", fork)) {
            new VectorMaker(anvil).mine(types);
            told.set("block", anvil.call("eth_getBlockByNumber", "0x1", true));
            told.set("receipts", anvil.call("eth_getBlockReceipts", "0x1"));
        }
        Vectors.keep(fork, told);

        assertThat(told).isEqualTo(Vectors.read(fork));
    }

    /** What a body proves: its transactions, or nothing. */
    private static List<ProvenTransaction> proven(JsonNode vector, Hash32 hash) {
        return BlockJson.body(vector.path("block"), vector.path("receipts"), ChainProfile.ETH_MPT)
                        instanceof Answer.Told<BlockBody>(BlockBody body)
                ? proven(body, body.transactions(), hash)
                : List.of();
    }

    private static List<ProvenTransaction> proven(BlockBody body, List<Bytes> transactions, Hash32 hash) {
        Proof proof = BlockProof.prove(body.header().orElseThrow(), transactions, body.receipts(), hash);
        return proof instanceof Proof.Proven each ? each.transactions() : List.of();
    }

    private static BlockBody bodyOf(JsonNode vector) {
        Answer<BlockBody> answer = BlockJson.body(vector.path("block"), vector.path("receipts"), ChainProfile.ETH_MPT);
        return ((Answer.Told<BlockBody>) answer).value();
    }

    private static Hash32 hashOf(JsonNode vector) {
        return Hash32.fromHex(vector.path("block").path("hash").asText());
    }

    @ParameterizedTest
    @CsvSource(textBlock = FORKS)
    void provesWhatAnvilToldTypeByTypeWithItsSenders(String fork) {
        JsonNode vector = Vectors.read(fork);
        JsonNode told = vector.path("block").path("transactions");

        List<ProvenTransaction> proven = proven(vector, hashOf(vector));

        assertThat(proven).hasSize(told.size()).hasSizeGreaterThanOrEqualTo(4);
        for (ProvenTransaction each : proven) {
            JsonNode words = told.path(each.index());
            assertThat(each.hash()).hasToString(words.path("hash").asText());
            assertThat(each.transaction().type())
                    .isEqualTo(Integer.decode(words.path("type").asText("0x0")));
            assertThat(each.transaction().sender().map(Address::toLowerHex))
                    .contains(words.path("from").asText());
        }
        assertThat(proven).extracting(each -> each.receipt().succeeded()).contains(true, false);
        assertThat(proven).anyMatch(each -> !each.receipt().logs().isEmpty());
        assertThat(proven.getFirst().transaction().boundChainId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = FORKS)
    void anyBitOfAnyMemberThatIsOtherwiseProvesNothingOrTheSame(String fork) {
        JsonNode vector = Vectors.read(fork);
        Hash32 hash = hashOf(vector);
        List<ProvenTransaction> truth = proven(vector, hash);
        assertThat(truth).isNotEmpty();
        Set<String> harmless = new TreeSet<>();
        Set<String> refuted = new TreeSet<>();

        for (TextLeaf leaf : TextLeaf.allOf(vector)) {
            for (String altered : leaf.withEachBitFlipped()) {
                leaf.set(altered);
                List<ProvenTransaction> told = proven(vector, hash);
                assertThat(told.isEmpty() || told.equals(truth))
                        .as("%s = %s", leaf.name(), altered)
                        .isTrue();
                (told.isEmpty() ? refuted : harmless).add(leaf.name());
            }
            leaf.restore();
        }

        assertThat(proven(vector, hash)).isEqualTo(truth);
        assertThat(SAID_BUT_NOT_READ).containsAll(harmless);
        assertThat(refuted).contains("block/stateRoot", "block/transactions/value", "receipts/cumulativeGasUsed");
    }

    @ParameterizedTest
    @CsvSource(textBlock = FORKS)
    void anyBitOfAHeaderThatIsOtherwiseIsNoHeaderOfThatHash(String fork) {
        JsonNode block = Vectors.read(fork).path("block");
        ((ObjectNode) block).remove("transactions");
        Answer<?> truth = BlockJson.link(block, ChainProfile.ETH_MPT);
        Set<String> harmless = new TreeSet<>();

        for (TextLeaf leaf : TextLeaf.allOf(block)) {
            for (String altered : leaf.withEachBitFlipped()) {
                leaf.set(altered);
                Answer<?> told = BlockJson.link(block, ChainProfile.ETH_MPT);
                if (told instanceof Answer.Told<?>) {
                    assertThat(told).isEqualTo(truth);
                    harmless.add(leaf.name());
                }
            }
            leaf.restore();
        }

        assertThat(truth).isInstanceOf(Answer.Told.class);
        assertThat(Set.of("size", "totalDifficulty")).containsAll(harmless);
    }

    @ParameterizedTest
    @CsvSource(textBlock = FORKS)
    void anyBitOfTheBytesOfATransactionThatIsOtherwiseProvesNothing(String fork) {
        JsonNode vector = Vectors.read(fork);
        Hash32 hash = hashOf(vector);
        BlockBody body = bodyOf(vector);
        assertThat(proven(body, body.transactions(), hash)).isNotEmpty();

        for (int i = 0; i < body.transactions().size(); i++) {
            byte[] bytes = body.transactions().get(i).toArray();
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                List<Bytes> altered = new ArrayList<>(body.transactions());
                altered.set(i, Bytes.of(bytes));
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));

                assertThat(proven(body, altered, hash))
                        .as("transaction %d bit %d", i, bit)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FORKS)
    void aTransactionThatIsDroppedAddedOrMovedProvesNothing(String fork) {
        JsonNode vector = Vectors.read(fork);
        Hash32 hash = hashOf(vector);
        BlockBody body = bodyOf(vector);

        for (int i = 0; i < body.transactions().size(); i++) {
            List<Bytes> dropped = new ArrayList<>(body.transactions());
            Bytes one = dropped.remove(i);
            List<Bytes> moved = new ArrayList<>(dropped);
            moved.add((i + 1) % body.transactions().size(), one);
            List<Bytes> added = new ArrayList<>(body.transactions());
            added.add(one);

            assertThat(proven(body, dropped, hash)).isEmpty();
            assertThat(proven(body, moved, hash)).isEmpty();
            assertThat(proven(body, added, hash)).isEmpty();
        }
    }
}
