package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.testkit.chain.Anvil;
import io.meshplane.testkit.chain.NodeRpc;
import io.meshplane.testkit.realpart.RealPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be known of anvil so that several of them agree; a new version of it that differs shows itself here. */
@RealPart(program = "anvil", env = "MESHPLANE_ANVIL")
class AnvilTrapsTest {
    private static final long CHAIN = 31_337;
    private static final String RICH = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

    private final List<Anvil> started = new ArrayList<>();

    private Anvil start(String... options) {
        Anvil anvil = Anvil.start(CHAIN, options);
        started.add(anvil);
        return anvil;
    }

    @AfterEach
    void stop() {
        started.forEach(Anvil::close);
    }

    /** A transaction of anvil's own first account; equal on all nodes whose account has made as many. */
    private static void pay(Anvil anvil, int wei) {
        anvil.call(
                "eth_sendTransaction",
                Map.of(
                        "from",
                        RICH,
                        "to",
                        "0x00000000000000000000000000000000000000aa",
                        "value",
                        "0x" + Integer.toHexString(wei),
                        "gas",
                        "0x5208",
                        "maxFeePerGas",
                        "0x2540be400",
                        "maxPriorityFeePerGas",
                        "0x1"));
    }

    @Test
    void aHundredDrivenBlocksHaveEqualHashesOnFourNodes() {
        List<Anvil> four = List.of(start(), start(), start(), start());

        for (int height = 1; height <= 100; height++) {
            for (Anvil anvil : four) {
                if (height % 7 == 0) pay(anvil, height);
                anvil.mine(height);
            }

            assertThat(four)
                    .extracting(Anvil::headHash)
                    .as("height %d", height)
                    .containsOnly(four.getFirst().headHash());
        }
    }

    @Test
    void aNodeThatStartsAnewAndReplaysComesToTheSameHash() {
        Anvil first = start();
        Anvil again = start();
        for (int height = 1; height <= 3; height++) {
            pay(first, height);
            first.mine(height);
        }

        for (int height = 1; height <= 3; height++) {
            pay(again, height);
            again.mine(height);
        }

        assertThat(again.headHash()).isEqualTo(first.headHash());
    }

    @Test
    void aReceiptHasATimestampThatIsANumberAndNotATextInHex() {
        Anvil anvil = start();
        pay(anvil, 1);
        anvil.mine(1);

        JsonNode receipt = anvil.call("eth_getBlockReceipts", "0x1").path(0);

        assertThat(receipt.path("status").isTextual()).isTrue();
        assertThat(receipt.path("blockTimestamp").isNumber()
                        || receipt.path("blockTimestamp").isTextual())
                .as("a member that a strict reader would stumble over")
                .isTrue();
    }

    /** So a node is reset by a restart and a replay, never by a revert. */
    @Test
    void aRevertDoesNotRestoreTheNextBaseFeeSoThatTheNodeLeavesItsPeers() {
        Anvil straight = start();
        Anvil reverted = start();
        for (Anvil anvil : List.of(straight, reverted)) {
            pay(anvil, 1);
            anvil.mine(1);
        }
        JsonNode snapshot = reverted.call("evm_snapshot");
        reverted.mine(2);
        reverted.mine(3);
        reverted.call("evm_revert", snapshot.asText());
        assertThat(reverted.headHash()).isEqualTo(straight.headHash());

        straight.mine(2);
        reverted.mine(2);

        assertThat(reverted.headHash()).isNotEqualTo(straight.headHash());
        assertThat(baseFee(reverted)).isNotEqualTo(baseFee(straight));
    }

    private static String baseFee(Anvil anvil) {
        return anvil.call("eth_getBlockByNumber", "latest", false)
                .path("baseFeePerGas")
                .asText();
    }

    @Test
    void aReorganisationKeepsTheHeightDropsTransactionsAndIsTheSameOnEveryNode() {
        List<Anvil> two = List.of(start(), start());
        for (Anvil anvil : two) {
            anvil.mine(1);
            pay(anvil, 5);
            anvil.mine(2);
            anvil.mine(3);
            anvil.reorganise(2);
        }

        assertThat(two.getFirst().headHash()).isEqualTo(two.getLast().headHash());
        assertThat(two.getFirst().height()).isEqualTo(3);
        assertThat(two.getFirst().call("eth_getBlockByNumber", "0x2", true).path("transactions"))
                .isEmpty();
        assertThatThrownBy(() -> two.getFirst().call("anvil_reorg", Map.of("depth", 1, "txBlockPairs", List.of())))
                .isInstanceOf(NodeRpc.RefusedException.class);
    }

    @Test
    void finalityIsCountedInSlotsOfAnEpoch() {
        Anvil anvil = start("--slots-in-an-epoch", "1");
        for (int height = 1; height <= 12; height++) anvil.mine(height);

        assertThat(anvil.call("eth_getBlockByNumber", "safe", false)
                        .path("number")
                        .asText())
                .isEqualTo("0xb");
        assertThat(anvil.call("eth_getBlockByNumber", "finalized", false)
                        .path("number")
                        .asText())
                .isEqualTo("0xa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"debug_getRawHeader", "debug_getRawBlock", "debug_getRawReceipts", "eth_getHeaderByNumber"})
    void someQuestionsThatOtherNodesKnowAreRefused(String method) {
        Anvil anvil = start();

        assertThatThrownBy(() -> anvil.call(method, "0x0")).isInstanceOf(NodeRpc.RefusedException.class);
    }

    @Test
    void aForkOfARunningNodeStandsStillAndIsNoReplica() {
        Anvil source = start();
        source.mine(1);
        Anvil fork = start("--fork-url", source.url().toString());
        assertThat(fork.headHash()).isEqualTo(source.headHash());

        source.mine(2);

        assertThat(fork.height()).isEqualTo(1);
    }
}
