package io.meshplane.simulation.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.IndexRules;
import io.meshplane.payment.domain.chain.IndexRules.Step;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.claim.VerdictRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;

/**
 * The service as the simulation sees it: the rules of its domain, between what the database keeps and what a crash forgets. A
 * crash may come between any two steps; each change of the database is one step.
 */
final class SimValidator {
    private static final Finality DEEP = new Finality.Depth(3);
    private static final Finality FINAL = new Finality.Finalized();
    private static final int ONE_STEP_IN_CRASHES = 60;
    private static final int DEADLINE_BLOCKS = 10_000;
    private static final Duration BLOCK_TIME = Duration.ofSeconds(5);
    private static final VerdictRules.Policy VERDICTS = new VerdictRules.Policy(SimNodes.CHAIN, DEADLINE_BLOCKS);

    private final SimWorld world;
    private final Random random;
    private final SimNodes nodes;
    private final SimBooks books;
    private final SimLog log;
    private final Flaw flaw;
    private HeaderWindow indexed = HeaderWindow.startingAt(0); // this and the next two: kept
    private final Map<Integer, Sighting> sightings = new HashMap<>();
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<String, Integer> claimedPayment = new HashMap<>();
    private Step last = new Step.Idle();
    private final List<String> hasty = new ArrayList<>();
    private boolean crashed;
    private int crashes;
    private int finalThatFell;

    SimValidator(SimWorld world, QuorumPolicy policy, Flaw flaw, Random random) {
        this.world = world;
        this.random = random;
        this.flaw = flaw;
        this.nodes = new SimNodes(world, policy, flaw, random);
        this.books = new SimBooks(flaw);
        this.log = new SimLog(flaw, random);
    }

    /** Anybody claims any payment; claimed again it changes nothing. */
    void claim(NodeId claimant, int payment) {
        String id = claimId(claimant, payment);
        claimedPayment.put(id, payment);
        claims.computeIfAbsent(
                id,
                key -> Claim.made(
                        key,
                        SimBooks.HOME,
                        claimant,
                        SimNodes.CHAIN,
                        SimBooks.payment(payment).transactionHash(),
                        indexed.head()));
    }

    private static String claimId(NodeId claimant, int payment) {
        return claimant + "/" + payment;
    }

    /** What became of a claim that was made. */
    ClaimState state(NodeId claimant, int payment) {
        Claim claim = claims.get(claimId(claimant, payment));
        if (claim == null) throw new IllegalArgumentException("no such claim");
        return claim.state();
    }

    SimNodes nodes() {
        return nodes;
    }

    SimLog log() {
        return log;
    }

    int crashes() {
        return crashes;
    }

    /** Credits of payments that were final, and were taken back all the same. */
    int finalThatFell() {
        return finalThatFell;
    }

    /** Payments that counted as final in a block that never was, in words. */
    List<String> hasty() {
        return hasty;
    }

    /** Every second payment is so large that it must be final; so is the forged one. */
    private static Finality finality(int payment) {
        return payment % 2 == 0 ? DEEP : FINAL;
    }

    /** Whether an operator is paged: nodes are split, too few vote, or those that do show different chains. */
    boolean isAlarmed() {
        boolean halted = last instanceof Step.Halt || last instanceof Step.TooDeep;
        return halted || nodes.isQuorumLost() || nodes.isStalled(indexed.head());
    }

    /** A block time: polls every node once and takes so many steps, unless it crashes on the way. */
    void run(int steps, boolean mayCrash) {
        crashed = false;
        nodes.passTime(BLOCK_TIME);
        for (SimNode node : world.nodes) {
            nodes.poll(node);
            if (crashes(mayCrash)) return;
        }
        for (int i = 0; i < steps; i++) {
            Step step = IndexRules.next(indexed, 0, nodes.agreement());
            last = step;
            if (crashes(mayCrash)) return;
            commit(step);
            if (crashes(mayCrash)) return;
            if (step instanceof Step.Idle || step instanceof Step.Add) settle(mayCrash);
            if (crashed) return;
            log.publish(books.outbox(), crashes(mayCrash));
            if (crashed || step instanceof Step.Idle || step instanceof Step.Halt) return;
        }
    }

    private boolean crashes(boolean mayCrash) {
        if (!mayCrash || random.nextInt(ONE_STEP_IN_CRASHES) > 0) return false;
        crashes++;
        crashed = true;
        nodes.crash();
        books.crash();
        return true;
    }

    private void commit(Step step) {
        switch (step) {
            case Step.Add(long height, Hash32 hash, SortedSet<FullNode> supporters) ->
                nodes.body(height, hash, supporters).ifPresent(this::add);
            case Step.Rewind(long height) -> rewind(height);
            case Step.Idle ignored -> {}
            case Step.Halt ignored -> {}
            case Step.TooDeep ignored -> {}
        }
    }

    private void add(SimBlock block) {
        indexed = indexed.with(block.link().hash());
        for (int payment : block.payments()) {
            sightings.put(
                    payment,
                    new Sighting(
                            block.link().height(),
                            Finding.PAYS,
                            List.of(SimBooks.payment(payment)),
                            finality(payment)));
        }
    }

    /** One transaction of the database, as in the service. */
    private void rewind(long height) {
        List<Integer> fallen = new ArrayList<>();
        sightings.forEach((payment, seen) -> {
            if (seen.height() > height) fallen.add(payment);
        });
        fallen.forEach(sightings::remove);
        indexed = indexed.until(height);
        if (flaw == Flaw.REORGANISATION_IGNORED) return;
        fallen.forEach(payment -> {
            if (finality(payment).equals(FINAL) && books.isCredited(payment)) finalThatFell++;
            books.takeBack(payment);
        });
        claims.replaceAll((id, claim) -> fallen.contains(claimedPayment.get(id)) ? ClaimRules.takeBack(claim) : claim);
    }

    /** Each claim is a transaction of its own: a crash leaves the rest for the next time. */
    private void settle(boolean mayCrash) {
        Tip tip = new Tip(indexed.head(), nodes.finalized(indexed));
        for (Map.Entry<String, Claim> entry : claims.entrySet()) {
            if (entry.getValue().state() == ClaimState.VALID) continue;
            int payment = claimedPayment.getOrDefault(entry.getKey(), SimWorld.FORGED);
            Claim claim = entry.getValue();
            Sighting seen = sightings.get(payment);
            var change = ClaimRules.settle(claim, VerdictRules.judge(claim, seen, tip, VERDICTS));
            if (change.isEmpty()) continue;
            if (seen != null) noteHaste(payment, seen);
            change.get().payments().forEach(each -> books.credit(payment, each, claim));
            entry.setValue(change.get().next());
            if (crashes(mayCrash)) return;
        }
    }

    private void noteHaste(int payment, Sighting seen) {
        boolean wasFinal = indexed.hashAt(seen.height()).filter(world::wasFinal).isPresent();
        if (seen.finality().equals(FINAL) && !wasFinal) {
            hasty.add("payment " + payment + " counts at height " + seen.height() + ", which nobody finalized");
        }
    }
}
