package io.meshplane.route.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.route.domain.OverrideHistory.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostOverrideTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final LinkKey LINK = Meshes.sees(0, 1, 96).key();

    private final CostOverride override = override(300, Duration.ofHours(1));

    @Test
    void countsUntilItExpires() {
        assertThat(CostOverride.effectiveCost(96, override, START)).isEqualTo(300);
        assertThat(CostOverride.effectiveCost(96, override, START.plusSeconds(3599)))
                .isEqualTo(300);
        assertThat(CostOverride.effectiveCost(96, override, START.plusSeconds(3600)))
                .isEqualTo(96);
        assertThat(CostOverride.effectiveCost(96, null, START)).isEqualTo(96);
    }

    @Test
    void neverBringsUpALinkThatIsDown() {
        assertThat(CostOverride.effectiveCost(Observation.DOWN, override, START))
                .isEqualTo(Observation.DOWN);
    }

    @Test
    void keepsTrafficOffALink() {
        CostOverride drain = override(Observation.DOWN, Duration.ofHours(1));

        assertThat(CostOverride.effectiveCost(96, drain, START)).isEqualTo(Observation.DOWN);
    }

    @Test
    void leavesATraceOfEveryEnd() {
        Instant late = START.plusSeconds(3600);
        OverrideHistory first = OverrideHistory.none(LINK).set(override, START);

        assertThat(first.past()).isEmpty();
        assertThat(first.clear("ben", START.plusSeconds(9)))
                .isEqualTo(new OverrideHistory(LINK, null, List.of(new Ended(override, "ben", START.plusSeconds(9)))));
        assertThat(first.clear("ben", late).past()).containsExactly(new Ended(override, null, late));
        assertThat(first.set(override, START.plusSeconds(9)).past())
                .containsExactly(new Ended(override, "ann", START.plusSeconds(9)));
        assertThat(OverrideHistory.none(LINK).clear("ben", late)).isEqualTo(OverrideHistory.none(LINK));
    }

    @Test
    void keepsTheLastFiftyOfThem() {
        OverrideHistory history = OverrideHistory.none(LINK);
        for (int cost = 1; cost <= 60; cost++) history = history.set(override(cost, Duration.ofHours(1)), START);

        assertThat(history.past()).hasSize(OverrideHistory.KEPT);
        assertThat(history.past().getFirst().override().cost()).isEqualTo(59);
        assertThat(history.past().getLast().override().cost()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void refusesACostThatBabelDoesNotKnow(int cost) {
        assertThatIllegalArgumentException().isThrownBy(() -> override(cost, Duration.ofHours(1)));
    }

    @Test
    void refusesOneThatNeverEndsOrNeverBegins() {
        assertThat(override(1, CostOverride.LONGEST).cost()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> override(1, CostOverride.LONGEST.plusNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> override(1, Duration.ZERO));
    }

    @Test
    void refusesOneWithoutAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostOverride(1, " ", "ann", START, START.plusSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostOverride(1, "x".repeat(201), "ann", START, START.plusSeconds(1)));
    }

    private static CostOverride override(int cost, Duration length) {
        return new CostOverride(cost, "mast work", "ann", START, START.plus(length));
    }
}
