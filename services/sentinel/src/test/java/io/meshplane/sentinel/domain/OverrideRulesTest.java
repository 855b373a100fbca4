package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.MemberOverride.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideRulesTest {
    private static final List<String> ONE = List.of("berlin");

    private final PoolFixture exits = new PoolFixture(PoolFixture.pool("exit", "a", "b"));

    @BeforeEach
    void bothAreUp() {
        exits.rounds(3, ONE, List.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource({"MAINTENANCE", "FORCED_DOWN"})
    void leadsUsersAwayFromAMemberThatIsUp(Kind kind) {
        say("a", kind, Duration.ofMinutes(5));

        assertThat(exits.serving("a")).isEqualTo("b");
    }

    @Test
    void letsTheProbesCountAgainOnceItHasEnded() {
        say("a", Kind.FORCED_DOWN, Duration.ofSeconds(20));

        exits.rounds(19, ONE, List.of("a", "b"));
        assertThat(exits.serving("a")).isEqualTo("b");
        exits.rounds(1, ONE, List.of("a", "b"));
        assertThat(exits.serving("b")).isEqualTo("a");
    }

    @Test
    void keepsUsersAtAMemberThatIsForcedUp() {
        say("a", Kind.FORCED_UP, Duration.ofMinutes(5));

        exits.rounds(5, ONE, List.of("b"));

        assertThat(exits.health("a")).isEqualTo(Health.DOWN);
        assertThat(exits.serving("a")).isEqualTo("a");
    }

    @Test
    void servesFromMaintenanceWhenNobodyElseCould() {
        say("b", Kind.MAINTENANCE, Duration.ofMinutes(5));

        exits.rounds(5, ONE, List.of("b"));
        exits.others.add(PoolFixture.seenUp("berlin", exits.now));
        exits.rounds(3, ONE, List.of("b"));

        assertThat(exits.serving("a")).isEqualTo("b");
    }

    @Test
    void countsNoFallThatMaintenanceExplains() {
        say("a", Kind.MAINTENANCE, Duration.ofMinutes(5));

        exits.rounds(5, ONE, List.of("b"));

        assertThat(exits.health("a")).isEqualTo(Health.DOWN);
        assertThat(exits.state.health(new Label("a")).flaps()).isZero();
    }

    @Test
    void saysWhoSaidSoAndUntilWhen() {
        say("a", Kind.FORCED_DOWN, Duration.ofSeconds(60));

        assertThat(exits.plan("a").reason())
                .isEqualTo("a is down: forced down by anna until 2026-11-21T00:01:03Z: new kernel; b is up");
    }

    private void say(String member, Kind kind, Duration howLong) {
        MemberOverride said = new MemberOverride(kind, "new kernel", "anna", exits.now.plus(howLong));
        exits.pool = exits.pool.saying(new Label(member), said);
    }
}
