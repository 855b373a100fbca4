package io.meshplane.payment.domain.chain.simulation;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.BodyRace;
import io.meshplane.payment.domain.chain.BodyRace.Sent;
import io.meshplane.payment.domain.chain.BodyRace.Turn;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.HealthRules;
import io.meshplane.payment.domain.chain.HealthRules.Situation;
import io.meshplane.payment.domain.chain.HedgeBudget;
import io.meshplane.payment.domain.chain.IndexRules;
import io.meshplane.payment.domain.chain.IndexRules.Step;
import io.meshplane.payment.domain.chain.NodeEvent;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeOrder;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.chain.simulation.SimNode.Kind;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.VerdictRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The service as the simulation sees it: the rules of the domain between what is kept and what a crash forgets. */
final class SimValidator {
    private static final long CHAIN = 7357;
    private static final int DEPTH = 3;
    private static final Hash32 GENESIS = SimBlock.hash(0);
    private static final NetworkId HOME = new NetworkId("home");
    private static final NodeId PAYER = NodeId.ofPublicKey(new byte[32]);
    private static final VerdictRules.Policy VERDICTS = new VerdictRules.Policy(CHAIN, DEPTH, 10_000);
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

    private final SimWorld world;
    private final QuorumPolicy policy;
    private final Random random;
    private Instant now = Instant.EPOCH;

    // forgotten in a crash
    private final Map<FullNode, NodeHealth> health = new HashMap<>();
    private final Map<FullNode, HeaderWindow> windows = new HashMap<>();
    private HedgeBudget budget = HedgeBudget.AT_START;

    // kept
    private HeaderWindow indexed = HeaderWindow.startingAt(0);
    private final Map<Integer, Sighting> sightings = new HashMap<>();
    private final Map<Integer, Claim> claims = new HashMap<>();
    private final Map<Integer, Integer> credits = new HashMap<>();
    private final Map<FullNode, NodeHealth.Quarantine> quarantines = new HashMap<>();
    private Step last = new Step.Idle();

    SimValidator(SimWorld world, QuorumPolicy policy, Random random) {
        this.world = world;
        this.policy = policy;
        this.random = random;
    }

    /** A claim; made again it changes nothing. */
    void claim(int payment) {
        claims.computeIfAbsent(
                payment, key -> Claim.made("claim-" + key, HOME, PAYER, CHAIN, transaction(key), indexed.head()));
    }

    ClaimState state(int payment) {
        return Objects.requireNonNull(claims.get(payment)).state();
    }

    /** How often a payment is credited now, reversals taken off. */
    int standingCredits(int payment) {
        return credits.getOrDefault(payment, 0);
    }

    /** Whether an operator is paged: nodes are split, or too few vote. */
    boolean isAlarmed() {
        SortedSet<FullNode> voting = new TreeSet<>();
        states().forEach((node, state) -> {
            if (state.votes()) voting.add(node);
        });
        return last instanceof Step.Halt || last instanceof Step.TooDeep || !policy.isMetBy(voting);
    }

    SortedSet<FullNode> quarantined() {
        return new TreeSet<>(quarantines.keySet());
    }

    void crash() {
        health.clear();
        windows.clear();
        budget = HedgeBudget.AT_START;
    }

    /** Polls every node once and takes a few steps; a crash may come between deciding and committing. */
    void run(int steps, boolean mayCrash) {
        now = now.plusSeconds(5);
        for (SimNode node : world.nodes) poll(node);
        for (int i = 0; i < steps; i++) {
            Step step = IndexRules.next(indexed, 0, agreement());
            last = step;
            boolean crashBefore = mayCrash && random.nextInt(60) == 0;
            if (!crashBefore) commit(step);
            if (crashBefore || (mayCrash && random.nextInt(60) == 0)) {
                crash();
                return;
            }
            if (step instanceof Step.Idle || step instanceof Step.Add) settle();
            if (step instanceof Step.Idle || step instanceof Step.Halt) return;
        }
    }

    private void poll(SimNode node) {
        if (node.kind == Kind.HUNG) {
            note(node.name, new NodeEvent.TimedOut(now, now));
            return;
        }
        if (node.kind == Kind.GARBLES && random.nextBoolean()) {
            note(node.name, new NodeEvent.Garbled(now, now, "out of memory"));
            return;
        }
        note(node.name, new NodeEvent.Told(now, now));
        note(node.name, new NodeEvent.Identified(now, CHAIN, GENESIS));
        note(node.name, new NodeEvent.HeadSeen(now, node.shown.size() - 1L));
        windows.put(node.name, followed(windows.getOrDefault(node.name, HeaderWindow.startingAt(0)), node.shown));
    }

    private static HeaderWindow followed(HeaderWindow known, List<SimBlock> shown) {
        HeaderWindow window = known.until(shown.size() - 1L);
        if (!window.hashAt(shown.size() - 1L)
                .equals(Optional.of(shown.getLast().link().hash()))) {
            window = window.until(shown.size() - 2L);
        }
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
        Map<FullNode, NodeState> states = new HashMap<>();
        health.forEach((node, each) -> states.put(
                node,
                HealthRules.condition(each, new Situation(GENESIS, indexed.head()), now, HEALTH)
                        .state()));
        return states;
    }

    private Agreement agreement() {
        Map<FullNode, HeaderWindow> voting = new HashMap<>();
        states().forEach((node, state) -> {
            HeaderWindow window = windows.get(node);
            if (state.votes() && window != null) voting.put(node, window);
        });
        return new Agreement(policy, voting);
    }

    private void commit(Step step) {
        switch (step) {
            case Step.Add(long height, Hash32 hash, SortedSet<FullNode> supporters) -> {
                SimBlock body = body(height, hash, supporters);
                if (body != null) add(body);
            }
            case Step.Rewind(long height) -> rewind(height);
            case Step.Idle ignored -> {}
            case Step.Halt ignored -> {}
            case Step.TooDeep ignored -> {}
        }
    }

    /** The race for a body: altered ones are refuted, the true one wins. */
    private @Nullable SimBlock body(long height, Hash32 hash, SortedSet<FullNode> supporters) {
        Turn turn = BodyRace.start(NodeOrder.of(supporters, health, states(), now), budget);
        while (!turn.race().isOver()) {
            if (random.nextInt(3) == 0) turn = turn.race().hedge(turn.budget());
            List<FullNode> asked = List.copyOf(turn.race().asked());
            FullNode node = asked.get(random.nextInt(asked.size()));
            turn = turn.race().ended(node, sent(node), turn.budget());
        }
        budget = turn.budget();
        turn.race().liars().forEach((liar, flaw) -> note(liar, new NodeEvent.Lied(now, flaw)));
        quarantined().forEach(node -> {
            if (sent(node) instanceof Sent.Proven) note(node, new NodeEvent.ProvedClean(now));
        });
        return turn.race()
                .winner()
                .map(winner -> node(winner).shown)
                .filter(shown -> height < shown.size())
                .map(shown -> shown.get((int) height))
                .filter(block -> block.link().hash().equals(hash))
                .orElse(null);
    }

    private Sent sent(FullNode name) {
        Kind kind = node(name).kind;
        if (kind == Kind.HUNG || (kind == Kind.HONEST && random.nextInt(10) == 0)) return new Sent.Nothing();
        return kind == Kind.ALTERS && random.nextInt(3) > 0 ? new Sent.Refuted("altered") : new Sent.Proven();
    }

    private SimNode node(FullNode name) {
        return world.nodes.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void add(SimBlock block) {
        indexed = indexed.with(block.link().hash());
        for (int payment : block.payments()) {
            Payment found = new Payment(
                    CHAIN,
                    transaction(payment),
                    Payment.NATIVE,
                    HOME,
                    Address.ZERO,
                    Address.ZERO,
                    Amount.of(1),
                    Asset.coinOf(CHAIN));
            sightings.put(payment, new Sighting(block.link().height(), Finding.PAYS, List.of(found)));
        }
    }

    private void rewind(long height) {
        sightings.values().removeIf(seen -> seen.height() > height);
        indexed = indexed.until(height);
        claims.replaceAll((payment, claim) -> {
            if (sightings.containsKey(payment)) return claim;
            Claim next = ClaimRules.takeBack(claim);
            if (next.state() == ClaimState.REVERSED && claim.state() == ClaimState.VALID) {
                credits.merge(payment, -1, Integer::sum);
            }
            return next;
        });
    }

    private void settle() {
        claims.replaceAll((payment, claim) -> ClaimRules.settle(
                        claim, VerdictRules.judge(claim, sightings.get(payment), indexed.head(), VERDICTS))
                .map(change -> {
                    credits.merge(payment, change.payments().size(), Integer::sum);
                    return change.next();
                })
                .orElse(claim));
    }

    private static Hash32 transaction(int payment) {
        return SimBlock.hash(1_000_000L + payment);
    }
}
