package io.meshplane.payment.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.Seeded;
import io.meshplane.payment.domain.chain.BodyRace.Sent;
import io.meshplane.payment.domain.chain.BodyRace.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyRaceTest {
    private static final FullNode A = new FullNode("a");
    private static final FullNode B = new FullNode("b");
    private static final FullNode C = new FullNode("c");
    private static final HedgeBudget RICH = new HedgeBudget(50);

    @Test
    void asksTheBestFirstAndTheNextWhenThatOneFails() {
        Turn start = BodyRace.start(List.of(A, B), RICH);
        Turn next = start.race().ended(A, new Sent.Nothing(), start.budget());

        assertThat(start.ask()).contains(A);
        assertThat(next.ask()).contains(B);
        assertThat(next.budget()).as("a retry is no hedge").isEqualTo(start.budget());
    }

    @Test
    void asksAnotherTooWhenTheFirstTakesLongAndTheBudgetAllowsIt() {
        Turn start = BodyRace.start(List.of(A, B, C), RICH);
        Turn hedged = start.race().hedge(start.budget());
        Turn poor = start.race().hedge(new HedgeBudget(9));

        assertThat(hedged.ask()).contains(B);
        assertThat(hedged.budget()).isEqualTo(new HedgeBudget(40));
        assertThat(poor.ask()).isEmpty();
    }

    @Test
    void isWonByTheFirstProvenBodyWhoeverElseIsStillAsked() {
        Turn hedged = BodyRace.start(List.of(A, B, C), RICH).race().hedge(RICH);
        Turn won = hedged.race().ended(B, new Sent.Proven(), hedged.budget());

        assertThat(won.race().isOver()).isTrue();
        assertThat(won.race().winner()).contains(B);
        assertThat(won.race().asked()).as("to be cancelled").containsExactly(A);
        assertThat(won.race().ended(A, new Sent.Refuted("late"), RICH).race().liars())
                .isEmpty();
    }

    @Test
    void aRefutedBodyIsALieOnceAnotherOneWasProven() {
        Turn refuted = BodyRace.start(List.of(A, B), RICH).race().ended(A, new Sent.Refuted("flaw"), RICH);
        Turn won = refuted.race().ended(B, new Sent.Proven(), RICH);

        assertThat(refuted.race().liars()).isEmpty();
        assertThat(won.race().liars()).containsExactly(Map.entry(A, "flaw"));
    }

    @Test
    void isUnsupportedWhenAllBodiesMisfitAndUndecidedWhenSomebodyIsQuiet() {
        BodyRace one = BodyRace.start(List.of(A, B), RICH)
                .race()
                .ended(A, new Sent.Refuted("flaw"), RICH)
                .race();

        assertThat(one.ended(B, new Sent.Unknown("type 9"), RICH).race().isUnsupported())
                .isTrue();
        BodyRace quiet = one.ended(B, new Sent.Nothing(), RICH).race();
        assertThat(quiet.isOver()).isTrue();
        assertThat(quiet.isUnsupported()).isFalse();
    }

    /** Nodes that fail, hang and answer at random, read after read. */
    @Test
    void asksNoNodeTwiceHedgesOneReadInTenAndNeverBeginsTheRetryWhereItFailed() {
        Random random = Seeded.random("schedules of reads");
        Schedules schedules = new Schedules(random);

        for (int i = 0; i < 10_000; i++) schedules.read();

        assertThat(schedules.hedges)
                .isPositive()
                .isLessThanOrEqualTo(schedules.reads / 10 + HedgeBudget.HEDGES_SAVED_MAX);
        assertThat(schedules.retries).isPositive();
    }

    private static final class Schedules {
        private final Random random;
        private final List<FullNode> nodes =
                IntStream.range(0, 5).mapToObj(i -> new FullNode("n" + i)).toList();
        private final Map<FullNode, NodeHealth> health = new HashMap<>();
        private HedgeBudget budget = HedgeBudget.AT_START;
        private Instant now = Instant.EPOCH;
        private Optional<FullNode> failedLast = Optional.empty();
        private int reads;
        private int hedges;
        private int retries;

        Schedules(Random random) {
            this.random = random;
        }

        void read() {
            List<FullNode> supporters = new ArrayList<>(nodes);
            while (supporters.size() > 2 && random.nextBoolean()) supporters.remove(random.nextInt(supporters.size()));
            Map<FullNode, NodeState> states = new HashMap<>();
            nodes.forEach(node -> states.put(
                    node, healthOf(node).conduct().failuresInARow() > 0 ? NodeState.FAILING : NodeState.HEALTHY));
            List<FullNode> order = NodeOrder.of(supporters, health, states, now);
            failedLast.ifPresent(failed -> {
                retries++;
                assertThat(order.getFirst()).isNotEqualTo(failed);
            });
            reads++;
            race(order);
        }

        private void race(List<FullNode> order) {
            List<FullNode> asked = new ArrayList<>();
            failedLast = Optional.empty();
            Turn turn = BodyRace.start(order, budget);
            ask(turn, asked);
            while (!turn.race().isOver()) {
                now = now.plusMillis(1 + random.nextInt(50));
                boolean slow = random.nextInt(3) == 0;
                if (slow) {
                    turn = turn.race().hedge(turn.budget());
                    if (turn.ask().isPresent()) hedges++;
                } else {
                    List<FullNode> inFlight = List.copyOf(turn.race().asked());
                    turn = ended(turn, inFlight.get(random.nextInt(inFlight.size())));
                }
                ask(turn, asked);
            }
            budget = turn.budget();
            assertThat(asked).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(order)).containsAll(asked);
        }

        private Turn ended(Turn turn, FullNode node) {
            boolean fails = random.nextInt(3) > 0;
            event(
                    node,
                    fails
                            ? new NodeEvent.Failed(now, now, "503", null)
                            : new NodeEvent.Told(now.minus(Duration.ofMillis(random.nextInt(90))), now));
            failedLast = fails ? Optional.of(node) : Optional.empty();
            return turn.race().ended(node, fails ? new Sent.Nothing() : new Sent.Proven(), turn.budget());
        }

        private void ask(Turn turn, List<FullNode> asked) {
            turn.ask().ifPresent(asked::add);
        }

        private void event(FullNode node, NodeEvent event) {
            health.put(node, HealthRules.after(healthOf(node), event, Hashes.POLICY));
        }

        private NodeHealth healthOf(FullNode node) {
            return health.getOrDefault(node, NodeHealth.UNKNOWN);
        }
    }
}
