package io.meshplane.simulation.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.BodyRace;
import io.meshplane.payment.domain.chain.BodyRace.Sent;
import io.meshplane.payment.domain.chain.BodyRace.Turn;
import io.meshplane.payment.domain.chain.ChainLink;
import io.meshplane.payment.domain.chain.FinalizedRules;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.HealthRules;
import io.meshplane.payment.domain.chain.HealthRules.Situation;
import io.meshplane.payment.domain.chain.HedgeBudget;
import io.meshplane.payment.domain.chain.MisfitRules;
import io.meshplane.payment.domain.chain.NodeEvent;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeOrder;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.StallRules;
import io.meshplane.simulation.payment.SimNode.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the validator knows of the full nodes: all of it is forgotten in a crash but the quarantines, which are kept. */
final class SimNodes {
    static final long CHAIN = 7357;
    private static final Hash32 GENESIS = SimBlock.hash(0);
    private static final HealthPolicy HEALTH = new HealthPolicy(
            CHAIN,
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            8,
            Duration.ofMinutes(10),
            Duration.ofSeconds(20),
            4);

    private final QuorumPolicy policy;
    private final Flaw flaw;
    private final Random random;
    private final Map<FullNode, SimNode> byName = new HashMap<>();

    // forgotten in a crash
    private final Map<FullNode, NodeHealth> health = new HashMap<>();
    private final Map<FullNode, HeaderWindow> windows = new HashMap<>();
    private final Map<FullNode, ChainLink> finalized = new HashMap<>();
    private HedgeBudget budget = HedgeBudget.AT_START;

    // kept
    private final Map<FullNode, NodeHealth.Quarantine> quarantines = new HashMap<>();

    private Instant now = Instant.EPOCH;
    private long agreedHead = -1;

    SimNodes(SimWorld world, QuorumPolicy policy, Flaw flaw, Random random) {
        this.policy = policy;
        this.flaw = flaw;
        this.random = random;
        world.nodes.forEach(node -> byName.put(node.name, node));
    }

    void crash() {
        health.clear();
        windows.clear();
        finalized.clear();
        budget = HedgeBudget.AT_START;
    }

    void passTime(Duration time) {
        now = now.plus(time);
    }

    Set<FullNode> quarantined() {
        return quarantines.keySet();
    }

    /** Asks a node for its chain and its newest headers. */
    void poll(SimNode node) {
        if (node.kind == Kind.HUNG) {
            note(node.name, new NodeEvent.TimedOut(now, now));
            return;
        }
        if (node.kind == Kind.GARBLES && random.nextBoolean()) {
            note(node.name, new NodeEvent.Garbled(now, now, "out of memory"));
            return;
        }
        if (node.kind == Kind.MISFITS && random.nextBoolean()) {
            note(node.name, new NodeEvent.Misfit(now, now, node.shown.size() - 2L, "does not hash"));
            return;
        }
        note(node.name, new NodeEvent.Told(now, now));
        note(node.name, new NodeEvent.Identified(now, node.kind == Kind.FOREIGN ? 1 : CHAIN, GENESIS));
        note(node.name, new NodeEvent.HeadSeen(now, node.shown.size() - 1L));
        windows.put(node.name, followed(windows.getOrDefault(node.name, HeaderWindow.startingAt(0)), node.shown));
        if (node.finalized == null) finalized.remove(node.name);
        else finalized.put(node.name, node.finalized);
    }

    private static HeaderWindow followed(HeaderWindow known, List<SimBlock> shown) {
        HeaderWindow window = known.until(shown.size() - 1L);
        Optional<Hash32> head = Optional.of(shown.getLast().link().hash());
        if (!window.hashAt(shown.size() - 1L).equals(head)) window = window.until(shown.size() - 2L);
        while (window.nextHeight() < shown.size()) {
            window = window.take(shown.get((int) window.nextHeight()).link());
        }
        return window;
    }

    private void note(FullNode node, NodeEvent event) {
        NodeHealth.Quarantine kept = quarantines.get(node);
        NodeHealth before = health.getOrDefault(node, kept == null ? NodeHealth.UNKNOWN : NodeHealth.quarantined(kept));
        NodeHealth after = HealthRules.after(before, event, HEALTH);
        health.put(node, after);
        if (after.quarantine() == null) quarantines.remove(node);
        else quarantines.put(node, after.quarantine());
    }

    private Map<FullNode, NodeState> states() {
        Situation situation = new Situation(GENESIS, agreedHead);
        Map<FullNode, NodeState> states = new HashMap<>();
        health.forEach((node, each) -> states.put(
                node, HealthRules.condition(each, situation, now, HEALTH).state()));
        return states;
    }

    /** Whether too few vote to agree on anything. */
    boolean isQuorumLost() {
        SortedSet<FullNode> voting = new TreeSet<>();
        states().forEach((node, state) -> {
            if (state.votes()) voting.add(node);
        });
        return !policy.isMetBy(voting);
    }

    /** Whether the chain grows and those that vote do not agree on how. */
    boolean isStalled(long indexedHead) {
        List<Long> heads = new ArrayList<>();
        states().forEach((node, state) -> {
            if (state.votes()) {
                heads.add(health.getOrDefault(node, NodeHealth.UNKNOWN).shown().head());
            }
        });
        return StallRules.isStalled(heads, indexedHead, policy, HEALTH.lagBlocks());
    }

    /** What those that vote agree on. */
    Agreement agreement() {
        Map<FullNode, NodeState> states = states();
        MisfitRules.liars(health, states, windows, policy)
                .forEach(liar -> note(liar, new NodeEvent.Lied(now, "header")));
        Map<FullNode, HeaderWindow> voting = new HashMap<>();
        states.forEach((node, state) -> {
            HeaderWindow window = windows.get(node);
            if (state.votes() && window != null && !quarantines.containsKey(node)) voting.put(node, window);
        });
        if (flaw == Flaw.QUORUM_OF_ONE && !voting.isEmpty()) believeOneOf(voting);
        Agreement agreement = new Agreement(policy, voting);
        agreedHead = agreement.head();
        return agreement;
    }

    /** How far those that vote call the indexed chain final; -1 if too few do. */
    long finalized(HeaderWindow indexed) {
        Map<FullNode, FinalizedRules.Said> said = new HashMap<>();
        states().forEach((node, state) -> {
            HeaderWindow window = windows.get(node);
            ChainLink link = finalized.get(node);
            boolean votes = state.votes() && !quarantines.containsKey(node);
            if (votes && window != null && link != null) said.put(node, new FinalizedRules.Said(window, link));
        });
        return FinalizedRules.height(
                indexed, said, flaw == Flaw.FINALITY_OF_ONE ? new QuorumPolicy(policy.nodes(), 0, 0, 1) : policy);
    }

    /** As is the practice in the field: another one each time. */
    private void believeOneOf(Map<FullNode, HeaderWindow> voting) {
        List<FullNode> all = voting.keySet().stream().sorted().toList();
        FullNode chosen = all.get(random.nextInt(all.size()));
        voting.keySet().retainAll(Set.of(chosen));
    }

    /** The race for a body: altered ones are refuted, the true one wins. Empty if nobody sent it. */
    Optional<SimBlock> body(long height, Hash32 hash, SortedSet<FullNode> supporters) {
        Turn turn = BodyRace.start(NodeOrder.of(supporters, health, states(), now), budget);
        while (!turn.race().isOver()) {
            if (random.nextInt(3) == 0) turn = turn.race().hedge(turn.budget());
            List<FullNode> asked = List.copyOf(turn.race().asked());
            FullNode node = asked.get(random.nextInt(asked.size()));
            turn = turn.race().ended(node, sent(node), turn.budget());
        }
        budget = turn.budget();
        turn.race().liars().forEach((liar, what) -> note(liar, new NodeEvent.Lied(now, what)));
        probeQuarantined();
        return turn.race().winner().flatMap(winner -> bodyOf(winner, height, hash));
    }

    private void probeQuarantined() {
        for (FullNode node : List.copyOf(quarantines.keySet())) {
            if (sent(node) instanceof Sent.Proven) note(node, new NodeEvent.ProvedClean(now));
        }
    }

    private Optional<SimBlock> bodyOf(FullNode winner, long height, Hash32 hash) {
        SimNode node = node(winner);
        if (height >= node.shown.size()) return Optional.empty();
        SimBlock block = node.shown.get((int) height);
        if (!block.link().hash().equals(hash)) return Optional.empty();
        return Optional.of(node.kind == Kind.ALTERS && flaw == Flaw.BODY_UNPROVEN ? altered(block) : block);
    }

    private static SimBlock altered(SimBlock block) {
        Set<Integer> more = new HashSet<>(block.payments());
        more.add(SimWorld.FORGED);
        return new SimBlock(block.link(), more);
    }

    private Sent sent(FullNode name) {
        Kind kind = node(name).kind;
        if (kind == Kind.HUNG || (kind == Kind.HONEST && random.nextInt(10) == 0)) return new Sent.Nothing();
        boolean refuted = kind == Kind.ALTERS && flaw != Flaw.BODY_UNPROVEN && random.nextInt(3) > 0;
        return refuted ? new Sent.Refuted("altered") : new Sent.Proven();
    }

    private SimNode node(FullNode name) {
        SimNode node = byName.get(name);
        if (node == null) throw new IllegalArgumentException("no node is called " + name);
        return node;
    }
}
