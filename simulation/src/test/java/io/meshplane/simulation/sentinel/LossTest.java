package io.meshplane.simulation.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.Thresholds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Healthy members behind lossy ways. {@code -Dmeshplane.simulation.days=30} for the month, {@code .first} for another trace. */
class LossTest {
    private static final int DAYS = Integer.getInteger("meshplane.simulation.days", 1);
    private static final long SEED = Long.getLong("meshplane.simulation.first", 1);
    private static final Thresholds CAREFUL = new Thresholds(3, 2, 2);
    private static final PeerRule FIRST_FAILURE = new PeerRule("first failure", 1_000, 1_000, 1, 1, 1);
    private static final PeerRule THREE_IN_A_ROW = new PeerRule("three in a row", 500, 300, 3, 1, 2);

    @ParameterizedTest
    @EnumSource(LossTrace.Kind.class)
    void callsNobodyDownWhoIsUp(LossTrace.Kind kind) {
        LossyWatch.Result result = LossyWatch.run(LossyWatch.trace(kind, SEED), CAREFUL, DAYS);

        assertThat(result.lostShare()).isBetween(0.01, 0.06);
        assertThat(falls(FIRST_FAILURE, kind)).as("the loss means something").isGreaterThan(100L * DAYS);
        assertThat(result.falls()).as("false falls in %d days", DAYS).isZero();
    }

    @Test
    void losesInBurstsWhatThreeInARowDoesNotSurvive() {
        assertThat(falls(THREE_IN_A_ROW, LossTrace.Kind.BURSTS)).isGreaterThan(100L * DAYS);
    }

    @Test
    void findsFallsWhereWaysAreWorseThanAWatchThatBelievesTheFirstFailureCanBear() {
        LossTrace trace = new LossTrace(LossTrace.Kind.RANDOM, SEED, 3, 3);

        assertThat(LossyWatch.run(trace, new Thresholds(1, 1, 1), 1).falls()).isPositive();
    }

    @Test
    void countsFailuresAsGdnsdDoesUntilEnoughSuccessesFollowEachOther() {
        LossTrace.Kind kind = LossTrace.Kind.RANDOM;

        assertThat(falls(new PeerRule("clears at once", 2_000, 1_000, 2, 1, 3), kind))
                .isLessThan(falls(new PeerRule("clears after ten", 2_000, 1_000, 2, 10, 3), kind));
    }

    private static long falls(PeerRule rule, LossTrace.Kind kind) {
        return rule.falls(LossyWatch.trace(kind, SEED), LossyWatch.members(), DAYS);
    }
}
