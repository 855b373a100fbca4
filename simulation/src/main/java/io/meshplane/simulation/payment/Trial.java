package io.meshplane.simulation.payment;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.simulation.payment.SimNode.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One life of a validator among full nodes of which as many fail as are assumed. It must credit every honest payment once, to
 * whoever paid, and nothing else, whatever happens on the way.
 */
public final class Trial {
    private static final int BLOCKS_OF_TROUBLE = 18;
    private static final int BLOCKS_OF_CALM = 10;
    private static final int STEPS_IN_TROUBLE = 6;
    private static final int STEPS_IN_CALM = 40;
    private static final List<Kind> LIES =
            List.of(Kind.FORKS, Kind.FORKS, Kind.ALTERS, Kind.MISFITS, Kind.STANDS_STILL, Kind.FOREIGN, Kind.GARBLES);

    private final Random random;
    private final SimWorld world;
    private final SimValidator validator;
    private final List<Integer> payments = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * What came of a trial.
     *
     * @param violations of what was promised, in words; none if it held
     * @param finalThatFell credits that were taken back although their block had been final
     */
    public record Outcome(
            long seed, List<String> violations, int payments, int reorganisations, int crashes, int finalThatFell) {
        public Outcome {
            violations = List.copyOf(violations);
        }
    }

    private Trial(long seed, Flaw flaw) {
        random = new Random(seed);
        int liars = 1 + random.nextInt(2);
        int hung = random.nextInt(2);
        int count = 2 * liars + hung + 1;
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(count, Kind.HONEST));
        for (int i = 0; i < liars; i++) kinds.set(i, LIES.get(random.nextInt(LIES.size())));
        for (int i = 0; i < hung; i++) kinds.set(liars + i, Kind.HUNG);
        Collections.shuffle(kinds, random);
        QuorumPolicy policy = flaw == Flaw.QUORUM_OF_ONE
                ? new QuorumPolicy(count, 0, hung, 1)
                : new QuorumPolicy(count, liars, hung, liars + 1);
        world = new SimWorld(nodes(kinds), random);
        validator = new SimValidator(world, policy, flaw, random);
    }

    private static List<SimNode> nodes(List<Kind> kinds) {
        List<SimNode> nodes = new ArrayList<>();
        for (Kind kind : kinds) nodes.add(new SimNode(nodes.size(), kind));
        return nodes;
    }

    /**
     * Lives through it: the same seed is the same life.
     *
     * @param flaw that the validator has; {@link Flaw#NONE} for ours
     */
    public static Outcome run(long seed, Flaw flaw) {
        Trial trial = new Trial(seed, flaw);
        trial.live();
        return new Outcome(
                seed,
                trial.violations,
                trial.payments.size(),
                trial.world.reorganisations(),
                trial.validator.crashes(),
                trial.validator.finalThatFell());
    }

    private void live() {
        for (NodeId anybody : SimBooks.PAYERS) validator.claim(anybody, SimWorld.FORGED);
        for (int i = 0; i < BLOCKS_OF_TROUBLE; i++) {
            if (random.nextInt(3) == 0) payments.add(world.pay());
            payments.forEach(this::claim); // again and again
            world.tick();
            validator.run(STEPS_IN_TROUBLE, true);
            validator.log().deliver(false);
            if (believesTheForgery()) return;
        }
        world.calmDown();
        for (int i = 0; i < BLOCKS_OF_CALM; i++) {
            world.tick();
            validator.run(STEPS_IN_CALM, false);
        }
        validator.log().deliver(true);
        if (!believesTheForgery()) judge();
    }

    /** Its payer claims it, and at times a thief does so before or long after. */
    private void claim(int payment) {
        NodeId payer = SimBooks.PAYERS.get(SimBooks.payerOf(payment));
        NodeId thief = SimBooks.PAYERS.get(SimBooks.payerOf(payment + 1));
        if (random.nextInt(4) == 0) validator.claim(thief, payment);
        validator.claim(payer, payment);
    }

    private boolean believesTheForgery() {
        for (NodeId anybody : SimBooks.PAYERS) {
            ClaimState state = validator.state(anybody, SimWorld.FORGED);
            if (state != ClaimState.PENDING) violations.add("a forged payment is " + state);
        }
        return !violations.isEmpty();
    }

    private void judge() {
        violations.addAll(validator.hasty());
        Set<Integer> paid = world.paid();
        int[] due = new int[SimBooks.PAYERS.size()];
        for (int payment : payments) {
            int payer = SimBooks.payerOf(payment);
            ClaimState state = validator.state(SimBooks.PAYERS.get(payer), payment);
            if (world.isLost(payment)) {
                if (state == ClaimState.VALID) violations.add("payment " + payment + " fell and is still " + state);
                continue;
            }
            due[payer]++;
            if (!paid.contains(payment)) violations.add("the world lost payment " + payment);
            if (state != ClaimState.VALID) violations.add("honest payment " + payment + " is " + state);
        }
        for (int payer = 0; payer < due.length; payer++) {
            int credited = validator.log().balance(Account.ofNode(SimBooks.PAYERS.get(payer)));
            if (credited != due[payer]) {
                violations.add("payer " + payer + " has credit for " + credited + " of " + due[payer] + " payments");
            }
        }
        world.nodes.stream()
                .filter(node ->
                        node.isHonest() && validator.nodes().quarantined().contains(node.name))
                .forEach(node -> violations.add("honest node " + node.name + " is called a liar"));
    }

    /**
     * More nodes fail than are assumed: four nodes, one of which may lie and one hang.
     *
     * @param failures of those that fail; the others are honest
     * @return what is wrong: anything but waiting, and silence where an operator must be paged
     */
    static List<String> beyondTheAssumption(long seed, List<Kind> failures) {
        Random random = new Random(seed);
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(4, Kind.HONEST));
        for (int i = 0; i < failures.size(); i++) kinds.set(i, failures.get(i));
        SimWorld world = new SimWorld(nodes(kinds), random);
        world.calmDown();
        SimValidator validator = new SimValidator(world, new QuorumPolicy(4, 1, 1, 2), Flaw.NONE, random);
        NodeId payer = SimBooks.PAYERS.getFirst();
        int honest = world.pay();
        validator.claim(payer, honest);
        validator.claim(payer, SimWorld.FORGED);
        for (int i = 0; i < BLOCKS_OF_TROUBLE; i++) {
            world.tick();
            validator.run(STEPS_IN_TROUBLE, false);
        }
        List<String> wrong = new ArrayList<>();
        if (validator.state(payer, honest) != ClaimState.PENDING) wrong.add("the honest payment was decided");
        if (validator.state(payer, SimWorld.FORGED) != ClaimState.PENDING) wrong.add("the forged payment was decided");
        if (!validator.isAlarmed()) wrong.add("nobody was paged");
        return wrong;
    }
}
