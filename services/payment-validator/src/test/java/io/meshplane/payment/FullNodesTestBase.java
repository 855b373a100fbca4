package io.meshplane.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.payment.TestBlocks.Block;
import io.meshplane.payment.TestBlocks.Mined;
import io.meshplane.payment.domain.chain.Agreement.At;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.Incident;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Four scripted nodes with a chain of ten blocks, and what follows them. */
abstract class FullNodesTestBase {
    static final Duration SOON = Duration.ofSeconds(20);
    static final Duration QUARANTINE = Duration.ofHours(1);
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
    static final List<Block> CHAIN = chain("true");
    static final Hash32 PAID_IN = CHAIN.get(5).hash();

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    final List<ScriptedNode> scripts = new ArrayList<>();
    final List<Incident> incidents = new CopyOnWriteArrayList<>();
    FullNodes nodes = nodes(ChainProfile.ETH_MPT);

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 4; i++) scripts.add(new ScriptedNode(CHAIN));
    }

    FullNodes nodes(ChainProfile profile) {
        return new FullNodes(
                new FullNodes.Fixed(profile, Optional.empty(), 1000),
                http,
                clock,
                () -> {},
                (standing, incident) -> incident.ifPresent(incidents::add));
    }

    void follow() {
        nodes.keepFrom(0);
        nodes.apply(setup(FinalityPolicy.of(new Finality.Depth(4))));
    }

    ChainSetup setup(FinalityPolicy finality) {
        Map<FullNode, URI> endpoints = new TreeMap<>();
        for (int i = 0; i < scripts.size(); i++) {
            endpoints.put(new FullNode("n" + i), scripts.get(i).url());
        }
        return new ChainSetup(
                Roster.of(List.copyOf(endpoints.keySet()), 1, 1, 2, 2),
                endpoints,
                finality,
                HEALTH,
                Duration.ofMillis(500),
                Duration.ofMillis(20),
                Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        nodes.stop();
        scripts.forEach(ScriptedNode::close);
        http.shutdownNow();
    }

    static List<Block> chain(String note) {
        Address till = TestBlocks.wallet("till").address();
        Mined paid = Mined.ok(TestBlocks.transfer(TestBlocks.wallet("payer"), 0, till, BigInteger.TEN, Bytes.EMPTY));
        List<List<Mined>> bodies = new ArrayList<>(Collections.nCopies(10, List.of()));
        bodies.set(5, List.of(paid));
        return TestBlocks.chain(note, bodies);
    }

    /** The same genesis block, and another history from there on. */
    static List<Block> fork() {
        List<Block> fork = new ArrayList<>(CHAIN.subList(0, 1));
        for (int i = 1; i < 10; i++) fork.add(TestBlocks.block(fork.getLast().hash(), i, "false", List.of()));
        return fork;
    }

    static JsonNode tenfold(JsonNode result) {
        result.path("transactions").forEach(each -> ((ObjectNode) each).put("value", "0x64"));
        return result;
    }

    void awaitAgreed(int height, List<Block> chain, int supporters) {
        Await.until(
                supporters + " nodes agree at " + height,
                SOON,
                () -> nodes.agreement().at(height) instanceof At.Agreed(Hash32 hash, var names)
                        && hash.equals(chain.get(height).hash())
                        && names.size() == supporters);
    }

    static SortedSet<FullNode> all() {
        return new TreeSet<>(List.of(new FullNode("n0"), new FullNode("n1"), new FullNode("n2"), new FullNode("n3")));
    }

    NodeState state(String name) {
        return Objects.requireNonNull(nodes.states().get(new FullNode(name)));
    }
}
