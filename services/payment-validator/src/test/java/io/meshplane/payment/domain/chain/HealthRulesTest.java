package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.domain.chain.HealthRules.Condition;
import io.meshplane.payment.domain.chain.HealthRules.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HealthPolicy POLICY = Hashes.POLICY;
    private static final Situation OTHERS = new Situation(hash("genesis"), 100);
    private static final NodeHealth WELL = after(
            NodeHealth.UNKNOWN,
            new NodeEvent.Asked(NOON),
            new NodeEvent.Told(NOON, at(10)),
            new NodeEvent.Identified(at(10), 7357, hash("genesis")),
            new NodeEvent.HeadSeen(at(10), 100));

    @Test
    void waitsForTheFirstAnswerAndForItsChainBeforeItVotes() {
        NodeHealth answered = after(NodeHealth.UNKNOWN, new NodeEvent.Told(NOON, at(1)));
        Situation genesisUnknown = new Situation(null, -1);

        assertThat(state(NodeHealth.UNKNOWN, NOON)).isEqualTo(NodeState.WAITING);
        assertThat(state(answered, at(1))).isEqualTo(NodeState.WAITING);
        assertThat(HealthRules.condition(WELL, genesisUnknown, at(20), POLICY).state())
                .isEqualTo(NodeState.WAITING);
        assertThat(state(WELL, at(20))).isEqualTo(NodeState.HEALTHY);
    }

    @Test
    void isSlowByItsAverageAndByWhatItLeavesWaiting() {
        NodeHealth slow = WELL;
        for (int i = 0; i < 40; i++) slow = after(slow, new NodeEvent.Told(at(0), at(700)));
        NodeHealth waiting = after(WELL, new NodeEvent.Asked(at(20)));

        assertThat(state(slow, at(701))).isEqualTo(NodeState.SLOW);
        assertThat(state(waiting, at(620))).isEqualTo(NodeState.SLOW);
        assertThat(state(waiting, at(620)).votes()).isTrue();
    }

    @Test
    void hangsByTheAgeOfItsOldestRequestBeforeThatOneTimesOut() {
        NodeHealth waiting = after(WELL, new NodeEvent.Asked(at(20)), new NodeEvent.Asked(at(900)));

        assertThat(state(waiting, at(1_020))).isNotEqualTo(NodeState.HUNG);
        assertThat(HealthRules.condition(waiting, OTHERS, at(1_021), POLICY))
                .isEqualTo(new Condition(NodeState.HUNG, "a request waits for 1001 ms"));
    }

    @Test
    void doesNotHangWhileOneLongAnswerIsOnItsWayAndOthersComeIn() {
        NodeHealth busy = after(WELL, new NodeEvent.Asked(at(20)), new NodeEvent.Told(at(1_500), at(1_510)));

        assertThat(state(busy, at(1_600))).isEqualTo(NodeState.SLOW);
    }

    @Test
    void hangsAfterATimeoutAndIsBackWithTheFirstGoodAnswer() {
        NodeHealth hung = after(WELL, new NodeEvent.Asked(at(20)), new NodeEvent.TimedOut(at(20), at(2_020)));

        assertThat(state(hung, at(2_021))).isEqualTo(NodeState.HUNG);
        assertThat(state(after(hung, new NodeEvent.Told(at(2_500), at(2_510))), at(2_511)))
                .isEqualTo(NodeState.HEALTHY);
    }

    @Test
    void losesItsVoteWhenNobodyHasHeardOfItForLong() {
        assertThat(state(WELL, at(3_011))).isEqualTo(NodeState.HUNG);
    }

    @Test
    void failsWhenItRefusesAndIsLeftAloneAsLongAsItAsks() {
        NodeHealth refused =
                after(WELL, new NodeEvent.Failed(at(20), at(30), "http status 429", Duration.ofSeconds(20)));
        NodeHealth cheeky = after(WELL, new NodeEvent.Failed(at(20), at(30), "http status 503", Duration.ofDays(9)));

        assertThat(state(refused, at(31))).isEqualTo(NodeState.FAILING);
        assertThat(HealthRules.pause(refused, NodeState.FAILING, at(30), POLICY))
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(HealthRules.pause(cheeky, NodeState.FAILING, at(30), POLICY))
                .isEqualTo(HealthPolicy.RETRY_AFTER_MAX);
    }

    @Test
    void isAskedLessAndLessOftenWhileItFailsAndNeverMoreSeldomThanTheProbeInterval() {
        NodeHealth failing = WELL;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            failing = after(failing, new NodeEvent.TimedOut(at(20), at(30)));
            Duration pause = HealthRules.pause(failing, NodeState.HUNG, at(30), POLICY);

            assertThat(pause).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(POLICY.probeInterval());
            before = pause;
        }
        assertThat(before).isEqualTo(POLICY.probeInterval());
        assertThat(HealthRules.pause(WELL, NodeState.HEALTHY, at(30), POLICY)).isEqualTo(POLICY.pollInterval());
    }

    @Test
    void lagsWhenItIsFarBehindAndSyncsWhenItStandsStillThere() {
        NodeHealth behind = after(WELL, new NodeEvent.HeadSeen(at(20), 95));
        Instant later = at(20).plus(POLICY.stillAfter()).plusMillis(1);
        NodeHealth still = after(behind, new NodeEvent.Told(later, later), new NodeEvent.HeadSeen(later, 95));
        NodeHealth moving = after(still, new NodeEvent.HeadSeen(later, 96));

        assertThat(state(behind, at(21))).isEqualTo(NodeState.LAGGING);
        assertThat(state(still, later)).isEqualTo(NodeState.SYNCING);
        assertThat(state(moving, later)).isEqualTo(NodeState.LAGGING);
        assertThat(state(after(moving, new NodeEvent.HeadSeen(later, 98)), later))
                .isEqualTo(NodeState.HEALTHY);
    }

    @Test
    void syncsWhenItSaysSo() {
        NodeHealth syncing = after(WELL, new NodeEvent.SyncingSaid(at(20), true));

        assertThat(state(syncing, at(21))).isEqualTo(NodeState.SYNCING);
        assertThat(NodeState.SYNCING.votes()).isFalse();
        assertThat(state(after(syncing, new NodeEvent.SyncingSaid(at(30), false)), at(31)))
                .isEqualTo(NodeState.HEALTHY);
    }

    @Test
    void isOfTheWrongChainByItsIdOrByItsGenesisBlock() {
        NodeHealth otherId = after(WELL, new NodeEvent.Identified(at(20), 1, hash("genesis")));
        NodeHealth otherGenesis = after(WELL, new NodeEvent.Identified(at(20), 7357, hash("other")));

        assertThat(state(otherId, at(21))).isEqualTo(NodeState.WRONG_CHAIN);
        assertThat(state(otherGenesis, at(21))).isEqualTo(NodeState.WRONG_CHAIN);
        assertThat(NodeState.WRONG_CHAIN.votes()).isFalse();
    }

    @Test
    void sendsGarbageAndIsNoLiarForIt() {
        NodeHealth garbage = after(WELL, new NodeEvent.Garbled(at(20), at(30), "not JSON"));

        assertThat(HealthRules.condition(garbage, OTHERS, at(31), POLICY))
                .isEqualTo(new Condition(NodeState.GARBAGE, "not JSON"));
    }

    @Test
    void hasNoVoteAfterALieUntilEnoughCleanProofsAndEnoughTime() {
        NodeHealth liar = after(WELL, new NodeEvent.Lied(at(20), "value altered"));
        NodeHealth early = liar;
        for (int i = 0; i < 10; i++) early = after(early, new NodeEvent.ProvedClean(at(30)));
        Instant over = at(20).plus(POLICY.quarantine());
        NodeHealth two = after(liar, new NodeEvent.ProvedClean(over), new NodeEvent.ProvedClean(over));
        NodeHealth again = after(two, new NodeEvent.Lied(over, "again"), new NodeEvent.ProvedClean(over));

        assertThat(state(liar, at(21))).isEqualTo(NodeState.LYING);
        assertThat(state(early, at(31))).isEqualTo(NodeState.LYING);
        assertThat(two.quarantine()).isNotNull();
        assertThat(after(two, new NodeEvent.ProvedClean(over)).quarantine()).isNull();
        assertThat(again.quarantine()).isEqualTo(new NodeHealth.Quarantine(over, "again", 2, 1));
    }

    @Test
    void votesAgainAtAnOperatorsWord() {
        NodeHealth liar = after(WELL, new NodeEvent.Lied(at(20), "value altered"));

        assertThat(state(after(liar, new NodeEvent.Released(at(25))), at(26))).isEqualTo(NodeState.HEALTHY);
    }

    @Test
    void keepsItsQuarantineWhateverItAnswers() {
        NodeHealth liar = after(
                WELL,
                new NodeEvent.Lied(at(20), "value altered"),
                new NodeEvent.Told(at(30), at(31)),
                new NodeEvent.Identified(at(31), 7357, hash("genesis")),
                new NodeEvent.HeadSeen(at(31), 100));

        assertThat(state(liar, at(32))).isEqualTo(NodeState.LYING);
    }

    @Test
    void aRequestThatWasGivenUpShowsHowSlowTheNodeIsAtLeast() {
        NodeHealth dropped = after(WELL, new NodeEvent.Asked(at(20)), new NodeEvent.Dropped(at(20), at(320)));

        assertThat(dropped.pace().averageMicros()).isEqualTo(300_000);
        assertThat(dropped.pace().inFlight()).isEmpty();
        assertThat(dropped.conduct()).isEqualTo(WELL.conduct());
    }

    @Test
    void everyStateThatDoesNotVoteSaysWhatBringsItBack() {
        assertThat(List.of(NodeState.values()))
                .filteredOn(state -> !state.votes())
                .allSatisfy(state -> assertThat(state.cure()).isNotEmpty());
    }

    private static NodeState state(NodeHealth health, Instant now) {
        return HealthRules.condition(health, OTHERS, now, POLICY).state();
    }

    private static NodeHealth after(NodeHealth start, NodeEvent... events) {
        NodeHealth health = start;
        for (NodeEvent event : events) health = HealthRules.after(health, event, POLICY);
        return health;
    }

    private static Instant at(long millis) {
        return NOON.plusMillis(millis);
    }
}
