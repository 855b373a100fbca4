package io.meshplane.payment.adapter.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Transaction;
import io.meshplane.testkit.chain.Anvil;
import io.meshplane.testkit.realpart.RealPart;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A transaction of type 3 as anvil told it, by itself: what anvil makes of its block is wrong. */
class BlobVectorTest {
    private static final String BLOB = "blob-transaction";

    /** So a block of anvil's that has a blob proves nothing, and its transaction is a vector by itself. */
    @Test
    @RealPart(program = "anvil", env = "MESHPLANE_ANVIL")
    void anvilStillPutsTheBlobIntoTheTrieWhereOnlyItsTransactionBelongs()
            throws IOException, MalformedChainDataException {
        try (Anvil anvil = Anvil.start(VectorMaker.CHAIN, "--hardfork", "cancun")) {
            Bytes sent = new VectorMaker(anvil).mineBlob();
            JsonNode block = anvil.call("eth_getBlockByNumber", "0x1", true);
            ObjectNode told = (ObjectNode) block.path("transactions").path(0);
            told.remove(List.of("blobs", "commitments", "proofs"));
            Vectors.keep(BLOB, told);

            assertThat(told).isEqualTo(Vectors.read(BLOB));
            assertThat(block.path("transactionsRoot").asText())
                    .isEqualTo(MerklePatriciaTrie.orderedRoot(List.of(sent)).toString())
                    .isNotEqualTo(MerklePatriciaTrie.orderedRoot(
                                    List.of(blobTransaction(told).encode()))
                            .toString());
        }
    }

    private static Transaction blobTransaction(JsonNode told) throws MalformedChainDataException {
        return TransactionJson.read(3, new JsonFields(told));
    }

    @Test
    void aBlobTransactionHasTheHashAndTheSenderThatAnvilTold() throws MalformedChainDataException {
        JsonNode told = Vectors.read(BLOB);

        Transaction transaction = blobTransaction(told);

        assertThat(transaction.hash()).hasToString(told.path("hash").asText());
        assertThat(transaction.sender().map(Address::toLowerHex))
                .contains(told.path("from").asText());
        assertThat(transaction.boundChainId()).hasValue(VectorMaker.CHAIN);
    }

    @Test
    void anyBitOfABlobTransactionThatIsOtherwiseIsAnotherTransactionOrNone() throws MalformedChainDataException {
        JsonNode told = Vectors.read(BLOB);
        Hash32 hash = blobTransaction(told).hash();
        Set<String> harmless = new TreeSet<>();

        for (TextLeaf leaf : TextLeaf.allOf(told)) {
            if (leaf.name().equals("type")) continue; // it says which reader is asked
            for (String altered : leaf.withEachBitFlipped()) {
                leaf.set(altered);
                if (hashOrNone(told).filter(hash::equals).isPresent())
                    harmless.add("block/transactions/" + leaf.name());
            }
            leaf.restore();
        }

        assertThat(harmless).isNotEmpty();
        assertThat(KnownAnswerTest.SAID_BUT_NOT_READ)
                .containsAll(harmless)
                .doesNotContain("block/transactions/blobVersionedHashes");
    }

    private static Optional<Hash32> hashOrNone(JsonNode told) {
        try {
            return Optional.of(blobTransaction(told).hash());
        } catch (MalformedChainDataException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
