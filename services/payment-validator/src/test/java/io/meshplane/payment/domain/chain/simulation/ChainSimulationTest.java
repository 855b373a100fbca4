package io.meshplane.payment.domain.chain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.Seeded;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.simulation.SimNode.Kind;
import io.meshplane.payment.domain.claim.ClaimState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More trials: the system property {@code meshplane.trials}; other ones: {@code meshplane.seed}. */
class ChainSimulationTest {
    private static final int TRIALS = Integer.getInteger("meshplane.trials", 10_000);
    private static final int BLOCKS_OF_TROUBLE = 25;
    private static final int BLOCKS_OF_CALM = 12;

    @Test
    void creditsEveryHonestPaymentOnceAndNoForgedOneWhoeverFailsWithinTheAssumption() {
        long first = Seeded.random("chain trials").nextLong();

        IntStream.range(0, TRIALS).parallel().forEach(trial -> trial(first + trial));
    }

    private static void trial(long seed) {
        Random random = new Random(seed);
        int liars = 1 + random.nextInt(2);
        int hung = random.nextInt(2);
        QuorumPolicy policy = new QuorumPolicy(2 * liars + hung + 1, liars, hung, liars + 1);
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(policy.nodes(), Kind.HONEST));
        List<Kind> lies = List.of(Kind.FORKS, Kind.ALTERS, Kind.GARBLES);
        for (int i = 0; i < liars; i++) kinds.set(i, lies.get(random.nextInt(lies.size())));
        for (int i = 0; i < hung; i++) kinds.set(liars + i, Kind.HUNG);
        SimWorld world = new SimWorld(nodes(kinds), random);
        SimValidator validator = new SimValidator(world, policy, random);
        List<Integer> payments = new ArrayList<>();

        validator.claim(SimWorld.FORGED);
        for (int i = 0; i < BLOCKS_OF_TROUBLE; i++) {
            if (random.nextInt(3) == 0) payments.add(world.pay());
            payments.forEach(validator::claim); // again and again
            world.tick();
            validator.run(6, true);
            neverBelieved(validator, seed);
        }
        world.calmDown();
        for (int i = 0; i < BLOCKS_OF_CALM; i++) {
            world.tick();
            validator.run(40, false);
        }

        neverBelieved(validator, seed);
        assertThat(world.paid()).as("seed %d", seed).containsAll(payments);
        for (int payment : payments) {
            assertThat(validator.state(payment)).as("seed %d", seed).isEqualTo(ClaimState.VALID);
            assertThat(validator.standingCredits(payment)).as("seed %d", seed).isEqualTo(1);
        }
        assertThat(validator.quarantined())
                .as("seed %d: honest nodes are called no liars", seed)
                .allMatch(name ->
                        world.nodes.stream().filter(SimNode::isHonest).noneMatch(node -> node.name.equals(name)));
    }

    private static void neverBelieved(SimValidator validator, long seed) {
        assertThat(validator.state(SimWorld.FORGED)).as("seed %d", seed).isEqualTo(ClaimState.PENDING);
        assertThat(validator.standingCredits(SimWorld.FORGED))
                .as("seed %d", seed)
                .isZero();
    }

    @Test
    void decidesNothingAndPagesWhenTwoLiarsAgree() {
        Random random = Seeded.random("two liars that agree");

        for (int i = 0; i < TRIALS / 20; i++) {
            SimValidator validator = beyond(random, Kind.FORKS, Kind.FORKS, Kind.HONEST, Kind.HONEST);

            assertThat(validator.isAlarmed()).isTrue();
        }
    }

    @Test
    void decidesNothingAndPagesWhenOneHonestVoterIsLeft() {
        Random random = Seeded.random("one honest voter");

        for (int i = 0; i < TRIALS / 20; i++) {
            SimValidator validator = beyond(random, Kind.HUNG, Kind.HUNG, Kind.HUNG, Kind.HONEST);

            assertThat(validator.isAlarmed()).isTrue();
        }
    }

    @Test
    void decidesNothingWhenALiarAndOneHonestVoterAreLeft() {
        Random random = Seeded.random("a liar and one honest voter");

        for (int i = 0; i < TRIALS / 20; i++) beyond(random, Kind.FORKS, Kind.HUNG, Kind.HUNG, Kind.HONEST);
    }

    /** More failures than are assumed: everything waits. */
    private static SimValidator beyond(Random random, Kind... kinds) {
        SimWorld world = new SimWorld(nodes(List.of(kinds)), random);
        world.calmDown();
        SimValidator validator = new SimValidator(world, new QuorumPolicy(4, 1, 1, 2), random);
        int honest = world.pay();
        validator.claim(honest);
        validator.claim(SimWorld.FORGED);
        for (int i = 0; i < BLOCKS_OF_TROUBLE; i++) {
            world.tick();
            validator.run(6, false);
        }
        assertThat(validator.state(honest)).isEqualTo(ClaimState.PENDING);
        assertThat(validator.state(SimWorld.FORGED)).isEqualTo(ClaimState.PENDING);
        return validator;
    }

    private static List<SimNode> nodes(List<Kind> kinds) {
        List<SimNode> nodes = new ArrayList<>();
        for (Kind kind : kinds) nodes.add(new SimNode(nodes.size(), kind));
        return nodes;
    }
}
