package io.meshplane.sentinel.domain;

import static io.meshplane.sentinel.domain.PoolFixture.START;
import static io.meshplane.sentinel.domain.PoolFixture.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.alert.PoolConditions;
import io.meshplane.sentinel.domain.alert.PoolConditions.Found;
import io.meshplane.sentinel.domain.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolConditionsTest {
    private static final String UNSERVED = "pool:exit:unserved";
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Pool exit = pool("exit", "a", "b");

    /** One letter for each member: Up, Down, ? for unknown after it was judged, - for never judged. */
    private Found found(String health, Duration since) {
        Map<Label, MemberHealth> judged = new HashMap<>();
        for (int i = 0; i < health.length(); i++) {
            Health state = switch (health.charAt(i)) {
                case 'U' -> Health.UP;
                case 'D' -> Health.DOWN;
                default -> Health.UNKNOWN;
            };
            MemberHealth told = new MemberHealth(state, "told", START.minus(since), "a:1", 0);
            if (health.charAt(i) != '-') judged.put(exit.members().get(i).name(), told);
        }
        return PoolConditions.of(exit, PoolState.starting(exit, judged, START), START);
    }

    @ParameterizedTest
    @CsvSource({"DD, true", "UD, false", "D?, false", "D-, false", "??, false", "--, false", "UU, false"})
    void aPoolIsUnservedAtOnceWhenEveryMemberIsDownAndNotWhenOneIsUnknown(String health, boolean unserved) {
        assertThat(found(health, Duration.ZERO).troubles().containsKey(UNSERVED))
                .isEqualTo(unserved);
    }

    @ParameterizedTest
    @CsvSource({"D?, true", "??, true", "U?, false", "D-, false", "--, false"})
    void aPoolOfWhichNobodyIsKnownToBeUpIsToldAfterAWhile(String health, boolean unserved) {
        assertThat(found(health, LONG).troubles().containsKey(UNSERVED)).isEqualTo(unserved);
    }

    @Test
    void aMemberThatNobodyEverJudgesKeepsNobodyFromBeingTold() {
        MemberHealth unknown = new MemberHealth(Health.UNKNOWN, "told", START, "a:1", 0);
        PoolState judged = PoolState.starting(exit, Map.of(new Label("a"), unknown), START);
        Instant soon = START.plus(LONG).minusMillis(1);
        Instant later = START.plus(LONG);

        assertThat(PoolConditions.of(exit, judged, soon).troubles()).doesNotContainKey(UNSERVED);
        assertThat(RecordRules.isUnserved(exit, judged, soon)).isFalse();
        assertThat(PoolConditions.of(exit, judged, later).troubles()).containsKey(UNSERVED);
        assertThat(RecordRules.isUnserved(exit, judged, later)).isTrue();
    }

    @Test
    void whatIsUnknownRaisesNothingAndEndsNothing() {
        Found found = found("D?", Duration.ZERO);

        assertThat(found.troubles()).containsOnlyKeys("pool:exit:a:down");
        assertThat(found.undecided()).containsExactly("pool:exit:b:down", UNSERVED);
    }

    @Test
    void aMemberThatIsDownIsAWarningAndOneInMaintenanceIsNot() {
        assertThat(found("DU", LONG).troubles())
                .hasEntrySatisfying(
                        "pool:exit:a:down",
                        subject -> assertThat(subject.severity()).isEqualTo(Severity.WARNING));
        Instant until = START.plusSeconds(60);
        MemberOverride works = new MemberOverride(MemberOverride.Kind.MAINTENANCE, "works", "anna", until);
        MemberHealth down = new MemberHealth(Health.DOWN, "told", START, "a:1", 0);
        MemberHealth up = new MemberHealth(Health.UP, "told", START, "a:1", 0);
        Pool inWorks = exit.saying(new Label("a"), works);
        PoolState judged = PoolState.starting(inWorks, Map.of(new Label("a"), down, new Label("b"), up), START);

        assertThat(PoolConditions.of(inWorks, judged, START).troubles()).isEmpty();
    }

    @Test
    void nobodyIsPagedForANewPoolBeforeItsFirstProbesHaveAVerdict() {
        PoolFixture seen = new PoolFixture(pool("exit", "a", "b"));

        for (int i = 0; i < 3; i++) {
            assertThat(RecordRules.isUnserved(seen.pool, seen.state, seen.now)).isFalse();
            seen.rounds(1, List.of("here"), i == 0 ? List.of("a", "b") : List.of());
        }
    }
}
