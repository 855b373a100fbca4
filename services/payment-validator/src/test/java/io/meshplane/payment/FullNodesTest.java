package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.TestBlocks.Block;
import io.meshplane.payment.TestBlocks.Mined;
import io.meshplane.payment.domain.chain.Agreement.At;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.Roster;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.ManualClock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FullNodesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration QUARANTINE = Duration.ofHours(1);
    private static final HealthPolicy HEALTH = new HealthPolicy(
            TestBlocks.CHAIN,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofHours(9),
            8,
            Duration.ofMinutes(1),
            QUARANTINE,
            3);
    private static final List<Block> CHAIN = chain("true");
    private static final Hash32 PAID_IN = CHAIN.get(5).hash();

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ScriptedNode> scripts = new ArrayList<>();
    private final List<Incident> incidents = new CopyOnWriteArrayList<>();
    private FullNodes nodes = nodes(ChainProfile.ETH_MPT);

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 4; i++) scripts.add(new ScriptedNode(CHAIN));
    }

    private FullNodes nodes(ChainProfile profile) {
        return new FullNodes(
                new FullNodes.Fixed(profile, Optional.empty(), 1000),
                http,
                clock,
                () -> {},
                (standing, incident) -> incident.ifPresent(incidents::add));
    }

    private void follow() {
        nodes.keepFrom(0);
        nodes.apply(setup(Duration.ofMillis(500)));
    }

    private ChainSetup setup(Duration requestTimeout) {
        Map<FullNode, URI> endpoints = new TreeMap<>();
        for (int i = 0; i < scripts.size(); i++) {
            endpoints.put(new FullNode("n" + i), scripts.get(i).url());
        }
        return new ChainSetup(
                Roster.of(List.copyOf(endpoints.keySet()), 1, 1, 2, 2),
                endpoints,
                HEALTH,
                requestTimeout,
                Duration.ofMillis(20),
                Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        nodes.stop();
        scripts.forEach(ScriptedNode::close);
        http.shutdownNow();
    }

    @Test
    void agreeOnTheChainThatAllShow() throws InterruptedException {
        follow();

        awaitAgreed(9, CHAIN, 4);
        assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Proven.class);
    }

    @Test
    void agreeAlthoughOneHangsAndOneHasAForkOfItsOwn() throws InterruptedException {
        scripts.get(0).hang(true);
        scripts.get(1).show(fork());
        follow();

        awaitAgreed(9, CHAIN, 2);
    }

    @Test
    void agreeOnTheNewBranchAfterAReorganisation() throws InterruptedException {
        follow();
        awaitAgreed(9, CHAIN, 4);
        List<Block> branch = new ArrayList<>(CHAIN.subList(0, 7));
        for (int i = 7; i < 9; i++) branch.add(TestBlocks.block(branch.getLast().hash(), i, "branch", List.of()));

        scripts.forEach(script -> script.show(branch));

        awaitAgreed(8, branch, 4);
        assertThat(nodes.agreement().at(9)).isEqualTo(new At.Open());
        assertThat(nodes.agreement().at(6)).isInstanceOf(At.Agreed.class);
    }

    @Test
    void takeAwayTheVoteOfANodeWhoseBodyTheHashRefutes() throws InterruptedException {
        scripts.get(0).forge(FullNodesTest::tenfold);
        follow();
        awaitAgreed(9, CHAIN, 4);

        Await.until("the liar is asked and found out", SOON, () -> {
            assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Proven.class);
            return state("n0") == NodeState.LYING;
        });

        awaitAgreed(9, CHAIN, 3);
        clock.advance(QUARANTINE.plusSeconds(1));
        scripts.get(0).forge(UnaryOperator.identity());
        Await.until("it gives clean proofs and may vote again", SOON, () -> {
            nodes.probe(PAID_IN);
            return state("n0") == NodeState.HEALTHY;
        });
        assertThat(incidents)
                .extracting(Incident::kind)
                .containsExactly(Incident.Kind.LIE, Incident.Kind.REHABILITATED);
        assertThat(incidents.getFirst().evidence())
                .startsWith("header 0x")
                .contains("\ntransaction 0x", "\nreceipt 0x");
    }

    @Test
    void callNobodyALiarWhenAllBodiesMisfitAlike() throws InterruptedException {
        scripts.forEach(script -> script.forge(FullNodesTest::tenfold));
        follow();
        awaitAgreed(9, CHAIN, 4);

        assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Unsupported.class);
        assertThat(nodes.states().values()).allMatch(NodeState::votes);
    }

    @Test
    void deliverNothingWhenTheOnlySupporterHangs() throws InterruptedException {
        follow();
        awaitAgreed(9, CHAIN, 4);

        scripts.get(2).hang(true);

        assertThat(nodes.fetch(PAID_IN, new TreeSet<>(List.of(new FullNode("n2")))))
                .isEqualTo(new Delivery.Missing());
    }

    @Test
    void doNotCountANodeOfAnotherChain() throws InterruptedException {
        scripts.get(3).chainId(1);
        follow();

        awaitAgreed(9, CHAIN, 3);
        assertThat(state("n3")).isEqualTo(NodeState.WRONG_CHAIN);
    }

    @Test
    void doNotCountHeadersThatDoNotHash() throws InterruptedException {
        scripts.get(3)
                .forge(json ->
                        json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json);
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 is found out", SOON, () -> {
            nodes.agreement();
            return state("n3") == NodeState.LYING;
        });
        assertThat(nodes.formIsUnknown()).isFalse();
        assertThat(incidents)
                .singleElement()
                .satisfies(lie -> assertThat(lie.evidence()).contains("gasUsed"));
    }

    @Test
    void loseTheirVoteWhileTheyAreSilent() throws InterruptedException {
        follow();
        awaitAgreed(9, CHAIN, 4);

        scripts.get(0).hang(true);

        Await.until("n0 hangs", SOON, () -> state("n0") == NodeState.HUNG);
        scripts.get(0).hang(false);
    }

    @Test
    void areAllUnprovableTogetherWhenTheChainHasANewForm() throws InterruptedException {
        scripts.forEach(script -> script.forge(
                json -> json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json));
        follow();

        Await.until("the form is unknown", SOON, () -> {
            nodes.agreement();
            return nodes.states().values().stream().allMatch(NodeState.UNPROVABLE::equals);
        });
        assertThat(nodes.formIsUnknown()).isTrue();
        assertThat(incidents).isEmpty();
    }

    @Test
    void believeAQuorumWhereNothingCanBeProven() throws InterruptedException {
        nodes = nodes(ChainProfile.QUORUM_ONLY);
        scripts.forEach(script -> script.forge(
                json -> json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json));
        scripts.get(0).hang(true);
        follow();
        awaitAgreed(9, CHAIN, 3);
        scripts.get(1).forge(FullNodesTest::tenfold);

        Delivery delivery = nodes.fetch(PAID_IN, new TreeSet<>(all().tailSet(new FullNode("n1"))));

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Proven.class,
                        proven -> assertThat(proven.block()
                                        .transactions()
                                        .getFirst()
                                        .transaction()
                                        .value())
                                .isEqualTo(BigInteger.TEN));
    }

    @Test
    void refuseANodeOfAnotherGenesisBlockBeforeItsFirstVote() throws InterruptedException {
        scripts.get(3).show(chain("another genesis"));
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 is refused", SOON, () -> state("n3") == NodeState.WRONG_CHAIN);
    }

    @Test
    void leaveANodeAloneAsLongAsItAsks() throws InterruptedException {
        scripts.get(3).refuse(429, "120");
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 fails", SOON, () -> state("n3") == NodeState.FAILING);
        int asked = scripts.get(3).requests();
        clock.advance(Duration.ofMillis(100));
        awaitAgreed(9, CHAIN, 3);
        assertThat(scripts.get(3).requests()).isEqualTo(asked);
    }

    @Test
    void hangUpOnAnAnswerThatIsTooLarge() throws InterruptedException {
        scripts.get(3).forge(json -> JsonNodeFactory.instance.textNode("x".repeat(5 << 20)));
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 sends garbage", SOON, () -> state("n3") == NodeState.GARBAGE);
    }

    @Test
    void followOtherNodesWithoutForgettingThoseThatStay() throws IOException {
        follow();
        awaitAgreed(9, CHAIN, 4);
        ChainWatch kept = Objects.requireNonNull(nodes.watches().get(new FullNode("n0")));
        scripts.get(3).close();
        scripts.set(3, new ScriptedNode(CHAIN));

        nodes.apply(setup(Duration.ofMillis(500)));

        awaitAgreed(9, CHAIN, 4);
        assertThat(nodes.watches().get(new FullNode("n0"))).isSameAs(kept);
    }

    @Test
    void trustANodeAgainAtAnOperatorsWord() throws InterruptedException {
        nodes.remember(Map.of(new FullNode("n0"), new NodeHealth.Quarantine(clock.instant(), "before", 1, 0)));
        follow();
        awaitAgreed(9, CHAIN, 3);
        assertThat(state("n0")).isEqualTo(NodeState.LYING);

        assertThat(nodes.release("n1")).isFalse();
        assertThat(nodes.release("n0")).isTrue();

        awaitAgreed(9, CHAIN, 4);
    }

    private static List<Block> chain(String note) {
        Address till = TestBlocks.wallet("till").address();
        Mined paid = Mined.ok(TestBlocks.transfer(TestBlocks.wallet("payer"), 0, till, BigInteger.TEN, Bytes.EMPTY));
        List<List<Mined>> bodies = new ArrayList<>(Collections.nCopies(10, List.of()));
        bodies.set(5, List.of(paid));
        return TestBlocks.chain(note, bodies);
    }

    /** The same genesis block, and another history from there on. */
    private static List<Block> fork() {
        List<Block> fork = new ArrayList<>(CHAIN.subList(0, 1));
        for (int i = 1; i < 10; i++) fork.add(TestBlocks.block(fork.getLast().hash(), i, "false", List.of()));
        return fork;
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
        return Objects.requireNonNull(nodes.states().get(new FullNode(name)));
    }
}
