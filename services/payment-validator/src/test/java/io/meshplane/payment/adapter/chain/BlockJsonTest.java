package io.meshplane.payment.adapter.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.BlockProof;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import io.meshplane.payment.Seeded;
import io.meshplane.payment.TestBlocks;
import io.meshplane.payment.TestBlocks.Block;
import io.meshplane.payment.TestBlocks.Mined;
import io.meshplane.payment.domain.chain.ChainProfile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockJsonTest {
    private static final Wallet PAYER = TestBlocks.wallet("payer");
    private static final Address TILL = TestBlocks.wallet("till").address();
    private static final Block BLOCK = TestBlocks.block(
            Hash32.ZERO,
            7,
            "note",
            List.of(
                    Mined.ok(TestBlocks.transfer(PAYER, 0, TILL, BigInteger.TEN, Bytes.EMPTY)),
                    Mined.ok(legacy(7357L)),
                    Mined.ok(legacy(null)),
                    new Mined(
                            TestBlocks.transfer(PAYER, 1, TILL, BigInteger.ZERO, Bytes.of((byte) 1)),
                            true,
                            List.of(Erc20.transferLog(
                                    new Erc20.Transfer(TILL, PAYER.address(), TILL, BigInteger.TWO))))));

    @Test
    void readsABlockThatItsHashProves() {
        assertThat(prove(TestBlocks.blockJson(BLOCK), TestBlocks.receiptsJson(BLOCK)))
                .isInstanceOfSatisfying(
                        Answer.Told.class, told -> assertThat(told.value()).isInstanceOf(Proof.Proven.class));
    }

    @Test
    void readsAHeaderOnlyUnderItsOwnHash() {
        ObjectNode other = TestBlocks.blockJson(BLOCK).put("gasUsed", "0x1");

        assertThat(BlockJson.link(TestBlocks.blockJson(BLOCK), ChainProfile.ETH_MPT))
                .isEqualTo(new Answer.Told<>(BLOCK.link()));
        assertThat(BlockJson.link(other, ChainProfile.ETH_MPT))
                .isInstanceOfSatisfying(
                        Answer.Misfit.class,
                        misfit -> assertThat(misfit.height()).isEqualTo(7));
        assertThat(BlockJson.link(other, ChainProfile.QUORUM_ONLY)).isEqualTo(new Answer.Told<>(BLOCK.link()));
    }

    @Test
    void hasNoWordsForATransactionOfAnUnknownType() {
        ObjectNode json = TestBlocks.blockJson(BLOCK);
        ((ObjectNode) json.path("transactions").get(0)).put("type", "0x5");

        assertThat(prove(json, TestBlocks.receiptsJson(BLOCK)))
                .isEqualTo(new Answer.Unsupported<>("transaction type 5"));
    }

    /** Every change of a byte is noticed, or changes nothing that is proven; nothing is thrown. */
    @Test
    void provesNothingFalseHoweverAnAnswerIsMutated() {
        Random random = Seeded.random("mutated answers");
        byte[] block = TestBlocks.blockJson(BLOCK).toString().getBytes(StandardCharsets.UTF_8);
        byte[] receipts = TestBlocks.receiptsJson(BLOCK).toString().getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            Answer<Proof> answer = response(mutated(block, random))
                    .then(head -> response(mutated(receipts, random)).then(tail -> prove(head, tail)));

            if (answer instanceof Answer.Told<Proof>(Proof.Proven(var hash, var header, var transactions))) {
                assertThat(transactions)
                        .extracting(Proof.ProvenTransaction::transaction)
                        .containsExactlyElementsOf(
                                BLOCK.mined().stream().map(Mined::transaction).toList());
            } else {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50_000);
    }

    @Test
    void takesNoAnswerForGoodThatIsNoJsonRpc() {
        assertThat(JsonRpc.resultOf("[]".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Answer.Garbled.class);
        assertThat(JsonRpc.resultOf("<html>".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Answer.Garbled.class);
        assertThat(JsonRpc.resultOf(new byte[0])).isInstanceOf(Answer.Garbled.class);
        assertThat(JsonRpc.resultOf("{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Answer.Garbled.class);
        assertThat(JsonRpc.resultOf("{\"result\":null}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Answer.Absent<>());
        assertThat(JsonRpc.resultOf("{\"error\":{\"code\":-32000}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Answer.Refused<>("error -32000", null));
        assertThat(JsonRpc.resultOf("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Answer.Garbled.class);
    }

    private static Answer<JsonNode> response(byte[] result) {
        byte[] start = "{\"result\":".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[start.length + result.length + 1];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(result, 0, body, start.length, result.length);
        body[body.length - 1] = '}';
        return JsonRpc.resultOf(body);
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] copy = original.clone();
        for (int i = random.nextInt(3); i > 0; i--) {
            String alphabet = "0123456789abcdefx\"{}[],: nul";
            copy[random.nextInt(copy.length)] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return copy;
    }

    private static Answer<Proof> prove(JsonNode block, JsonNode receipts) {
        return BlockJson.body(block, receipts, ChainProfile.ETH_MPT)
                .then(body -> new Answer.Told<>(BlockProof.prove(
                        body.header().orElseThrow(), body.transactions(), body.receipts(), BLOCK.hash())));
    }

    private static Answer<Proof> prove(ObjectNode block, ArrayNode receipts) {
        return prove((JsonNode) block, (JsonNode) receipts);
    }

    private static LegacyTransaction legacy(@Nullable Long chainId) {
        return PAYER.sign(new LegacyTransaction(
                chainId, 3, BigInteger.TEN, 21_000, TILL, BigInteger.ONE, Bytes.EMPTY, Signature.UNSIGNED));
    }
}
