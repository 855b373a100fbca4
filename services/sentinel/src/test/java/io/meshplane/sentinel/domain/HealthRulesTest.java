package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.HealthDecision.Taken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {
    private static final List<String> ONE = List.of("berlin");
    private static final List<String> THREE = List.of("berlin", "lyon", "porto");

    private final PoolFixture exits = new PoolFixture(PoolFixture.pool("exit", "a", "b"));

    /** One vantage point that sees b up all the time; + and - are its looks at a. */
    @ParameterizedTest
    @CsvSource({
        "+,UNKNOWN",
        "++,UP",
        "-,UNKNOWN",
        "--,UNKNOWN",
        "---,DOWN",
        "++--,UP",
        "++---,DOWN",
        "++--+--,UP",
        "++--+---,DOWN",
        "++---+,DOWN",
        "++---+-+-+,DOWN",
        "++---++,UP",
        "-+-+-+-+,UNKNOWN",
    })
    void countsInARow(String looks, Health expected) {
        for (int i = 0; i < looks.length(); i++) {
            exits.sees("berlin", "b", true);
            exits.sees("berlin", "a", looks.charAt(i) == '+');
        }

        assertThat(exits.health("a")).isEqualTo(expected);
    }

    @Test
    void takesAMemberDownOnlyByAMajority() {
        exits.rounds(3, THREE, List.of("a", "b"));

        exits.rounds(5, List.of("berlin"), List.of("b"));
        assertThat(exits.health("a")).isEqualTo(Health.UP);

        for (int i = 0; i < 3; i++) exits.sees("lyon", "a", false);
        assertThat(exits.health("a")).isEqualTo(Health.UP);
        exits.sees("lyon", "b", true);
        exits.sees("lyon", "a", false);
        assertThat(exits.health("a")).isEqualTo(Health.DOWN);
        assertThat(exits.state.health(new Label("a")).reason())
                .isEqualTo("2 of 3 vantage points see it down: connection refused");
    }

    @Test
    void callsAMemberUpOnlyByAMajority() {
        exits.rounds(2, List.of("lyon", "porto"), List.of("b"));
        exits.rounds(2, List.of("berlin"), List.of("a", "b"));
        assertThat(exits.health("a")).isEqualTo(Health.UNKNOWN);

        exits.rounds(2, List.of("lyon"), List.of("a", "b"));
        assertThat(exits.health("a")).isEqualTo(Health.UP);
    }

    @ParameterizedTest
    @CsvSource({"1, DOWN", "2, DOWN", "3, UP"})
    void takesAMemberDownOnlyByTheQuorum(int quorum, Health expected) {
        exits.pool = exits.pool.with(new Thresholds(3, 2, quorum));
        exits.rounds(3, THREE, List.of("a", "b"));

        exits.rounds(15, List.of("berlin", "lyon"), List.of("b"));

        assertThat(exits.health("a")).isEqualTo(expected);
    }

    @Test
    void concludesNothingWhileMostVantagePointsSeeNothingUp() {
        exits.rounds(3, THREE, List.of("a", "b"));

        for (int i = 0; i < 8; i++) {
            exits.rounds(1, List.of("berlin", "lyon"), List.of());
            exits.sees("porto", "b", true);
            exits.sees("porto", "a", false);
        }

        assertThat(exits.health("a")).isEqualTo(Health.UP);
    }

    @Test
    void changesNothingWhileHalfSayDownAndHalfSayUp() {
        exits.rounds(2, List.of("berlin", "lyon"), List.of("a", "b"));

        for (int i = 0; i < 9; i++) {
            exits.now = exits.now.plusSeconds(1);
            exits.sees("berlin", "b", true);
            exits.sees("berlin", "a", false);
            exits.sees("lyon", "a", true);
        }

        assertThat(exits.health("a")).isEqualTo(Health.UP);
    }

    @Test
    void doesNotCountAVantagePointThatHasFallenSilent() {
        exits.rounds(3, THREE, List.of("a", "b"));

        exits.rounds(20, ONE, List.of("b"));

        assertThat(exits.health("a")).isEqualTo(Health.DOWN);
    }

    @Test
    void doesNotBelieveAVantagePointThatSeesNothingUpAnywhere() {
        exits.rounds(3, ONE, List.of("a", "b"));

        exits.rounds(2, ONE, List.of());
        assertThat(exits.changes).extracting(c -> c.health().state()).containsOnly(Health.UP);

        exits.rounds(5, ONE, List.of());
        assertThat(exits.health("a")).isEqualTo(Health.UNKNOWN);
        assertThat(exits.health("b")).isEqualTo(Health.UNKNOWN);
        assertThat(exits.changes).extracting(c -> c.health().state()).doesNotContain(Health.DOWN);
    }

    @Test
    void believesItAgainOnceItSeesSomethingUpInAnotherPool() {
        PoolFixture mail = new PoolFixture(PoolFixture.pool("mail", "m"));
        mail.now = mail.now.plusSeconds(4);
        mail.sees("berlin", "m", true);
        PoolFixture both = new PoolFixture(PoolFixture.pool("exit", "a", "b"), mail.state);

        both.rounds(5, ONE, List.of());

        assertThat(both.health("a")).isEqualTo(Health.DOWN);
        assertThat(both.health("b")).isEqualTo(Health.DOWN);
    }

    @Test
    void doesNotBelieveWhatAVantagePointSawWhileItSawNobodyElse() {
        exits.rounds(3, ONE, List.of("a", "b"));

        exits.rounds(2, ONE, List.of());
        exits.sees("berlin", "a", false);
        exits.now = exits.now.plusSeconds(1);
        exits.sees("berlin", "b", true); // its way out is back, and its verdict on a dates from before

        assertThat(exits.health("a")).isEqualTo(Health.UP);
        exits.sees("berlin", "a", false);
        assertThat(exits.health("a")).isEqualTo(Health.DOWN);
    }

    @Test
    void leavesABlindVantagePointOutOfTheCount() {
        exits.rounds(3, List.of("berlin", "lyon"), List.of("a", "b"));

        for (int i = 0; i < 5; i++) {
            exits.rounds(1, List.of("lyon"), List.of("a", "b"));
            exits.sees("berlin", "a", false);
            exits.sees("berlin", "b", false);
        }

        assertThat(exits.health("a")).isEqualTo(Health.UP);
        assertThat(exits.health("b")).isEqualTo(Health.UP);
    }

    @Test
    void callsAMemberUnknownOfWhichNothingWasHeardForTooLong() {
        exits.rounds(3, ONE, List.of("a", "b"));

        for (int i = 0; i < 12; i++) {
            exits.now = exits.now.plusSeconds(1);
            exits.sees("berlin", "b", true);
        }

        assertThat(exits.health("a")).isEqualTo(Health.UNKNOWN);
        assertThat(exits.health("b")).isEqualTo(Health.UP);
    }

    @Test
    void knowsOfNoSilenceWhileItHasJustBegunToListen() {
        PoolState takenOver = PoolState.starting(
                exits.pool,
                Map.of(
                        new Label("a"), new MemberHealth(Health.UP, "", PoolFixture.START, "judged before", 0),
                        new Label("b"), new MemberHealth(Health.DOWN, "", PoolFixture.START, "judged before", 0)),
                exits.now);
        exits.state = takenOver;

        exits.sees("berlin", "b", false);

        assertThat(exits.health("a")).isEqualTo(Health.UP);
        assertThat(exits.health("b")).isEqualTo(Health.DOWN);
        assertThat(exits.changes).isEmpty();
    }

    @Test
    void ignoresWhatWasThereBeforeOrCameTooLate() {
        Observation first = exits.observation("berlin", "a", false);
        Observation second = exits.observation("berlin", "a", false);

        assertThat(exits.take(second).taken()).isEqualTo(Taken.COUNTED);
        assertThat(exits.take(second).taken()).isEqualTo(Taken.DUPLICATE);
        assertThat(exits.take(first).taken()).isEqualTo(Taken.DUPLICATE);
        exits.now = exits.now.plusSeconds(11);
        Observation late = new Observation(new Label("a"), "berlin", false, "", PoolFixture.START, 99, 0);
        assertThat(exits.take(late).taken()).isEqualTo(Taken.STALE);
        assertThat(exits.sees("berlin", "nobody", true).taken()).isEqualTo(Taken.UNKNOWN_MEMBER);
    }

    @Test
    void takesNoRowForOneFromWhichALookIsMissing() {
        exits.rounds(3, ONE, List.of("a", "b"));

        long look = 3;
        for (int i = 0; i < 9; i++) {
            exits.now = exits.now.plusSeconds(1);
            exits.sees("berlin", "b", true);
            look += i % 2 == 0 ? 2 : 1; // every second time a look went elsewhere, and was a success
            exits.looks("berlin", "a", false, look);
        }
        assertThat(exits.health("a")).isEqualTo(Health.UP);

        exits.looks("berlin", "a", false, look + 1);
        assertThat(exits.health("a")).isEqualTo(Health.UP);
    }

    @Test
    void listensToALimitedNumberOfVantagePoints() {
        for (int i = 0; i < MemberState.VANTAGES_MAX; i++) exits.sees("v" + i, "a", true);

        assertThat(exits.sees("one-more", "a", true).taken()).isEqualTo(Taken.TOO_MANY_VANTAGES);
    }

    @Test
    void keepsTheJudgementOfAMemberThatIsProbedAsBefore() {
        exits.rounds(3, ONE, List.of("a", "b"));
        Pool before = exits.pool;
        List<Member> members = List.of(
                new Member(
                        new Label("a"),
                        new MemberAddress("192.0.2.77"),
                        "a.mesh.example",
                        443,
                        List.of(),
                        Placement.PLAIN,
                        null),
                new Member(
                        new Label("b"),
                        new MemberAddress("192.0.2.2"),
                        "elsewhere.mesh.example",
                        443,
                        List.of(),
                        Placement.PLAIN,
                        null));
        Pool after = new Pool(
                before.key(),
                before.zone(),
                before.record(),
                Serving.plain(60),
                members,
                new Thresholds(3, 2, 1),
                "anna");

        PoolState next = exits.state.reconfigured(before, after, exits.now);

        assertThat(next.health(new Label("a")).state()).isEqualTo(Health.UP);
        assertThat(next.health(new Label("b")).state()).isEqualTo(Health.UNKNOWN);
    }
}
