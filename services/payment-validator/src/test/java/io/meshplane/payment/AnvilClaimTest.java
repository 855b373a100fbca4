package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.core.JsonPointer;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.event.ChainIncidentKind;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.chain.AnvilCluster;
import io.meshplane.testkit.chain.RpcFault;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Claims on real nodes. Node d always shows a second history, sound in itself; node c fails in every way that nodes do; a and b are
 * the honest quorum that is left.
 */
@RealPart(program = "anvil", env = "MESHPLANE_ANVIL")
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
@QuarkusTestResource(value = AnvilResource.class, restrictToAnnotatedClass = true)
class AnvilClaimTest extends PaymentTestBase {
    private static final int C = 2;
    private static final int D = 3;
    private static final String HONEST_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String CHEAT_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
    private static final Wallet HONEST = Wallet.of(Hash32.fromHex(HONEST_KEY));
    private static final Wallet CHEAT = Wallet.of(Hash32.fromHex(CHEAT_KEY));
    private static final RpcFault LATE = new RpcFault.Delay(Duration.ofMillis(300));
    private static final Set<String> QUESTIONS =
            Set.of("eth_chainId", "eth_syncing", "eth_getBlockByNumber", "eth_getBlockByHash", "eth_getBlockReceipts");

    private static Optional<People> people = Optional.empty();
    private static long nonce;
    private static long paidWei;
    private static final List<Hash32> unclaimed = new ArrayList<>();

    /** Nodes that are enrolled once. */
    private record People(TestNode payer, TestNode cheat) {}

    @SuppressWarnings("NullAway.Init") // AnvilResource sets it
    AnvilCluster cluster;

    /** The first test makes the two histories: they part at height 4. */
    @BeforeEach
    void begin() {
        if (people.isEmpty()) {
            people = Optional.of(new People(payer(HONEST), payer(CHEAT)));
            cluster.mine(3);
            cluster.liar().send(forged().encode().toHex());
            pay(1);
        }
        cluster.lie(D);
        cluster.mine(5);
        Await.until("the second history is named", SOON, () -> state("d").equals("FORKED"));
        Await.until("all others are well", SOON, () -> healthy("a") && healthy("b") && healthy("c"));
    }

    @AfterEach
    void heal() {
        cluster.heal();
        assertThat(asked()).isSubsetOf(QUESTIONS);
        assertSoundBooks();
    }

    private static TestNode payer() {
        return people.orElseThrow().payer();
    }

    private static TestNode cheat() {
        return people.orElseThrow().cheat();
    }

    private DynamicFeeTransaction forged() {
        return signed(CHEAT, 0, 666);
    }

    private DynamicFeeTransaction signed(Wallet from, long number, long wei) {
        return from.sign(new DynamicFeeTransaction(
                AnvilResource.CHAIN,
                number,
                BigInteger.ONE,
                BigInteger.TEN.pow(10),
                100_000,
                till,
                BigInteger.valueOf(wei),
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED));
    }

    private DynamicFeeTransaction pay(long wei) {
        DynamicFeeTransaction payment = signed(HONEST, nonce++, wei);
        cluster.send(payment.encode().toHex());
        cluster.mine(1);
        paidWei += wei;
        unclaimed.add(payment.hash());
        return payment;
    }

    private String claimed(TestNode node, Hash32 transaction) {
        return claim(node, "{\"chainId\":" + AnvilResource.CHAIN + ",\"transactionHash\":\"" + transaction + "\"}")
                .path("claimId");
    }

    private String state(String node) {
        return operator().get("/v1/chain").jsonPath().getString("nodes.find { it.name == '" + node + "' }.state");
    }

    /** Whether a node is in a state, with the cure of that. */
    private boolean shows(String node, NodeState expected) {
        Map<String, Object> seen =
                operator().get("/v1/chain").jsonPath().getMap("nodes.find { it.name == '" + node + "' }");
        return expected.name().equals(seen.get("state")) && expected.cure().equals(seen.get("cure"));
    }

    /** Whether all that was mined is agreed on: who mines no sooner mines as much on a fast machine as on a slow one. */
    private boolean isFollowed() {
        return operator().get("/v1/chain").jsonPath().getLong("agreedHead") >= cluster.height();
    }

    private boolean healthy(String node) {
        return state(node).equals("HEALTHY");
    }

    /** Claims all that was paid; each is credited once. */
    private void allIsCreditedOnce() {
        for (Hash32 payment : unclaimed) awaitState(payer(), claimed(payer(), payment), "VALID");
        unclaimed.clear();
        assertThat(creditedWei()).isEqualTo(Long.toString(paidWei));
    }

    private String creditedWei() {
        return operator()
                .get("/v1/networks/" + network + "/accounts/node:" + payer().id())
                .jsonPath()
                .getString("balances.find { it.asset == 'eip155:31337/slip44:60' }.balance");
    }

    private Set<String> asked() {
        Set<String> methods = new TreeSet<>();
        cluster.proxies().forEach(proxy -> methods.addAll(proxy.asked().keySet()));
        return methods;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new RpcFault.Delay(Duration.ofMillis(400)), NodeState.SLOW),
                Arguments.of(new RpcFault.Refuse(), NodeState.FAILING),
                Arguments.of(new RpcFault.Hang(), NodeState.HUNG),
                Arguments.of(new RpcFault.HangMidBody(), NodeState.HUNG),
                Arguments.of(new RpcFault.TooManyRequests(Duration.ofSeconds(1)), NodeState.FAILING),
                Arguments.of(new RpcFault.ServerError(503), NodeState.FAILING),
                Arguments.of(new RpcFault.Truncate(), NodeState.FAILING),
                Arguments.of(new RpcFault.Drip(Duration.ofMillis(20)), NodeState.HUNG),
                Arguments.of(new RpcFault.Oversize(17 << 20), NodeState.GARBAGE),
                Arguments.of(
                        new RpcFault.Tamper("eth_getBlockByNumber", JsonPointer.compile("/stateRoot")),
                        NodeState.LYING),
                Arguments.of(new RpcFault.WrongChainId(1), NodeState.WRONG_CHAIN),
                Arguments.of(new RpcFault.Garbage("<html>out of memory"), NodeState.GARBAGE),
                Arguments.of(new RpcFault.Reset(), NodeState.FAILING),
                Arguments.of(new RpcFault.DuplicateKeys(), NodeState.GARBAGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFailingNodeIsNamedAndClaimsAreDecidedAllTheSame(RpcFault fault, NodeState expected) {
        long failuresBefore = cluster.proxy(C).failures();
        cluster.proxy(C).fail(fault);

        pay(700);
        cluster.mine(5);
        Await.until("c is " + expected, SOON, () -> shows("c", expected));

        allIsCreditedOnce();
        status(cheat(), claimed(cheat(), forged().hash())).then().body("state", equalTo("PENDING"));
        if (!(fault instanceof RpcFault.Refuse)) {
            assertThat(cluster.proxy(C).failures()).isGreaterThan(failuresBefore);
        }
        cluster.proxy(C).heal();
        Await.until("c is well again", SOON, () -> {
            if (isFollowed()) cluster.mine(1); // a liar needs something to prove
            return healthy("c");
        });
    }

    @Test
    void aNodeThatStandsStillLagsAndDeniesNothing() {
        cluster.proxy(C).fail(new RpcFault.StaleHead(cluster.height()));

        pay(700);
        cluster.mine(12);
        Await.until("c lags", SOON, () -> shows("c", NodeState.LAGGING));

        allIsCreditedOnce();
        cluster.proxy(C).heal();
        Await.until("c votes for the newest block again", SOON, () -> healthy("c"));
    }

    @ParameterizedTest
    @MethodSource("bodyMembers")
    void aNodeThatAltersABodyIsFoundOutWithItsEvidence(String method, String member) {
        cluster.proxy(0).fail(LATE); // c is asked first
        cluster.proxy(1).fail(LATE);
        cluster.proxy(C).fail(new RpcFault.Tamper(method, JsonPointer.compile(member)));

        Await.until("c is found out", SOON, () -> {
            if (isFollowed()) pay(1);
            return shows("c", NodeState.LYING);
        });
        cluster.mine(4);
        allIsCreditedOnce();

        operator()
                .get("/v1/chain/incidents?limit=5")
                .then()
                .body("incidents.findAll { it.kind == 'LIE' }.node", hasItem("c"));
        KafkaProbe.await(
                Topics.CHAIN_INCIDENTS,
                event -> event.getKind() == ChainIncidentKind.CHAIN_INCIDENT_KIND_LIE
                        && event.getFullNode().equals("c")
                        && event.getWhat().startsWith("body of block"),
                SOON);
    }

    static Stream<Arguments> bodyMembers() {
        return Stream.of(
                Arguments.of("eth_getBlockByHash", "/transactions/0/value"),
                Arguments.of("eth_getBlockReceipts", "/0/cumulativeGasUsed"));
    }

    @Test
    void aSecondHistoryThatIsSoundInItselfProvesNothingAndIsNamed() {
        String id = claimed(cheat(), forged().hash());
        cluster.mine(6);

        status(cheat(), id).then().body("state", equalTo("PENDING")).body("waitsFor.what", equalTo("TRANSACTION"));
        assertThat(balance("node:" + cheat().id())).isEqualTo("none");
        assertThat(operator().get("/v1/chain").jsonPath().getString("nodes.find { it.name == 'd' }.why"))
                .matches("a history of its own from height (4|[0-9]+ or before)"); // it may have left the window
        KafkaProbe.await(
                Topics.CHAIN_INCIDENTS,
                event -> event.getKind() == ChainIncidentKind.CHAIN_INCIDENT_KIND_FORK
                        && event.getFullNode().equals("d")
                        && event.getChainId() == AnvilResource.CHAIN,
                SOON);
    }

    @Test
    void twoNodesOfTheSecondHistoryHaltVerdictsUntilTheyAreGone() {
        cluster.lie(C);
        Await.until("an alarm", SOON, () -> {
            cluster.mine(1);
            return operator().get("/v1/chain").jsonPath().getString("alarm").equals("SPLIT");
        });
        DynamicFeeTransaction payment = pay(700);
        cluster.mine(6);
        String id = claimed(payer(), payment.hash());

        status(payer(), id).then().body("state", equalTo("PENDING"));
        KafkaProbe.await(
                Topics.CHAIN_INCIDENTS,
                event -> event.getKind() == ChainIncidentKind.CHAIN_INCIDENT_KIND_ALARM
                        && event.getWhat().startsWith("SPLIT"),
                SOON);
        cluster.heal();
        cluster.lie(D);
        awaitState(payer(), id, "VALID");
    }

    @Test
    void aRealReorganisationReversesAPaymentWhichCountsOnceWhenItReturns() {
        allIsCreditedOnce();
        String before = creditedWei();
        DynamicFeeTransaction payment = pay(800);
        cluster.mine(4);
        String id = claimed(payer(), payment.hash());
        awaitState(payer(), id, "VALID");

        cluster.reorganise(5);

        awaitState(payer(), id, "REVERSED");
        assertThat(creditedWei()).isEqualTo(before);
        cluster.send(payment.encode().toHex());
        cluster.mine(6);
        awaitState(payer(), id, "VALID");
        allIsCreditedOnce();
    }

    @Test
    void aThiefWhoClaimsAnothersPaymentCreditsItsPayer() {
        DynamicFeeTransaction payment = pay(900);
        cluster.mine(4);

        awaitState(cheat(), claimed(cheat(), payment.hash()), "VALID");

        allIsCreditedOnce();
        assertThat(balance("node:" + cheat().id())).isEqualTo("none");
    }
}
