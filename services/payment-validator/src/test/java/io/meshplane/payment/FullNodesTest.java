package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.TestBlocks.Block;
import io.meshplane.payment.TestBlocks.Mined;
import io.meshplane.payment.adapter.chain.FullNodeClient;
import io.meshplane.payment.domain.chain.Agreement.At;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.ManualClock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FullNodesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration QUARANTINE = Duration.ofHours(1);
    private static final Duration SILENT_AFTER = Duration.ofSeconds(10);
    private static final List<Block> CHAIN = chain("true");
    private static final Hash32 PAID_IN = CHAIN.get(5).hash();

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ScriptedNode> scripts = new ArrayList<>();
    private FullNodes nodes = nodes(List.of());

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 4; i++) scripts.add(new ScriptedNode(CHAIN));
        List<FullNodeClient> clients = new ArrayList<>();
        for (ScriptedNode script : scripts) {
            FullNode name = new FullNode("n" + clients.size());
            clients.add(new FullNodeClient(name, script.url(), http, Duration.ofMillis(500)));
        }
        nodes = nodes(clients);
        nodes.keepFrom(0);
    }

    private FullNodes nodes(List<FullNodeClient> clients) {
        ChainWatch.Settings settings =
                new ChainWatch.Settings(TestBlocks.CHAIN, Duration.ofMillis(20), 1000, SILENT_AFTER);
        return new FullNodes(clients, new QuorumPolicy(4, 1, 1, 2), settings, QUARANTINE, clock, () -> {});
    }

    @AfterEach
    void stop() {
        nodes.stop();
        scripts.forEach(ScriptedNode::close);
        http.shutdownNow();
    }

    @Test
    void agreeOnTheChainThatAllShow() {
        nodes.start();

        awaitAgreed(9, CHAIN, 4);
        assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Proven.class);
    }

    @Test
    void agreeAlthoughOneHangsAndOneHasAForkOfItsOwn() {
        scripts.get(0).hang(true);
        scripts.get(1).show(chain("false"));
        nodes.start();

        awaitAgreed(9, CHAIN, 2);
    }

    @Test
    void agreeOnTheNewBranchAfterAReorganisation() {
        nodes.start();
        awaitAgreed(9, CHAIN, 4);
        List<Block> branch = new ArrayList<>(CHAIN.subList(0, 7));
        for (int i = 7; i < 9; i++) branch.add(TestBlocks.block(branch.getLast().hash(), i, "branch", List.of()));

        scripts.forEach(script -> script.show(branch));

        awaitAgreed(8, branch, 4);
        assertThat(nodes.agreement().at(9)).isEqualTo(new At.Open());
        assertThat(nodes.agreement().at(6)).isInstanceOf(At.Agreed.class);
    }

    @Test
    void takeAwayTheVoteOfANodeWhoseBodyTheHashRefutes() {
        scripts.get(0).forge(FullNodesTest::tenfold);
        nodes.start();
        awaitAgreed(9, CHAIN, 4);

        Await.until("the liar is asked and found out", SOON, () -> {
            assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Proven.class);
            return state("n0") == NodeState.LYING;
        });

        awaitAgreed(9, CHAIN, 3);
        clock.advance(QUARANTINE.plusSeconds(1));
        Await.until("it may vote again", SOON, () -> state("n0") == NodeState.FOLLOWING);
    }

    @Test
    void callNobodyALiarWhenAllBodiesMisfitAlike() {
        scripts.forEach(script -> script.forge(FullNodesTest::tenfold));
        nodes.start();
        awaitAgreed(9, CHAIN, 4);

        assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Unsupported.class);
        assertThat(nodes.views().values()).allMatch(NodeView::votes);
    }

    @Test
    void deliverNothingWhenTheOnlySupporterHangs() {
        nodes.start();
        awaitAgreed(9, CHAIN, 4);

        scripts.get(2).hang(true);

        assertThat(nodes.fetch(PAID_IN, new TreeSet<>(List.of(new FullNode("n2")))))
                .isEqualTo(new Delivery.Missing());
    }

    @Test
    void doNotCountANodeOfAnotherChain() {
        scripts.get(3).chainId(1);
        nodes.start();

        awaitAgreed(9, CHAIN, 3);
        assertThat(state("n3")).isEqualTo(NodeState.WRONG_CHAIN);
    }

    @Test
    void doNotCountHeadersThatDoNotHash() {
        scripts.get(3)
                .forge(json ->
                        json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json);
        nodes.start();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 is found out", SOON, () -> state("n3") == NodeState.UNPROVABLE);
        assertThat(nodes.allUnprovable()).isFalse();
    }

    @Test
    void loseTheirVoteWhileTheyAreSilent() {
        nodes.start();
        awaitAgreed(9, CHAIN, 4);

        scripts.get(0).hang(true);

        Await.until("n0 is silent", SOON, () -> state("n0") == NodeState.SILENT);
        scripts.get(0).hang(false);
    }

    private static List<Block> chain(String note) {
        Address till = TestBlocks.wallet("till").address();
        Mined paid = Mined.ok(TestBlocks.transfer(TestBlocks.wallet("payer"), 0, till, BigInteger.TEN, Bytes.EMPTY));
        List<List<Mined>> bodies = new ArrayList<>(Collections.nCopies(10, List.of()));
        bodies.set(5, List.of(paid));
        return TestBlocks.chain(note, bodies);
    }

    private static JsonNode tenfold(JsonNode result) {
        result.path("transactions").forEach(each -> ((ObjectNode) each).put("value", "0x64"));
        return result;
    }

    private void awaitAgreed(int height, List<Block> chain, int supporters) {
        Await.until(
                supporters + " nodes agree at " + height,
                SOON,
                () -> nodes.agreement().at(height) instanceof At.Agreed(Hash32 hash, var names)
                        && hash.equals(chain.get(height).hash())
                        && names.size() == supporters);
    }

    private static SortedSet<FullNode> all() {
        return new TreeSet<>(List.of(new FullNode("n0"), new FullNode("n1"), new FullNode("n2"), new FullNode("n3")));
    }

    private NodeState state(String name) {
        return Objects.requireNonNull(nodes.views().get(new FullNode(name))).state();
    }
}
