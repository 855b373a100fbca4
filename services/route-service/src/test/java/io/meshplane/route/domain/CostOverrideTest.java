package io.meshplane.route.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
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

        assertThat(CostOverride.set(override, null)).isEqualTo(new CostOverride.Entry.Set(override, null));
        assertThat(override.clear("ann", START)).isEqualTo(new CostOverride.Entry.Cleared(override, "ann", START));
        assertThat(override.clear("ann", late)).isEqualTo(new CostOverride.Entry.Expired(override));
        assertThat(override.expire(START)).isNull();
        assertThat(override.expire(late)).isEqualTo(new CostOverride.Entry.Expired(override));
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
                .isThrownBy(() -> new CostOverride(LINK, 1, " ", "ann", START, START.plusSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostOverride(LINK, 1, "x".repeat(201), "ann", START, START.plusSeconds(1)));
    }

    private static CostOverride override(int cost, Duration length) {
        return new CostOverride(LINK, cost, "mast work", "ann", START, START.plus(length));
    }
}
