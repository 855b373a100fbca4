package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlapRulesTest {
    private static final Policy POLICY = PoolFixture.POLICY; // 10 s, at most 15 min, one fall forgotten in 10 min
    private static final Instant START = PoolFixture.START;
    private static final List<String> ONE = List.of("berlin");

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "2, 20", "3, 40", "7, 640", "8, 900", "16, 900"})
    void doublesTheHoldDownWithEachFallUpToTheCap(int flaps, long seconds) {
        assertThat(FlapRules.holdDown(up(flaps), POLICY, START)).hasSeconds(seconds);
    }

    @ParameterizedTest
    @CsvSource({"599, 4", "600, 3", "1200, 2", "2400, 0", "9999, 0"})
    void forgetsAFallForEachQuietSpell(long secondsUp, int remembered) {
        assertThat(FlapRules.remembered(up(4), POLICY, START.plusSeconds(secondsUp)))
                .isEqualTo(remembered);
    }

    @Test
    void forgetsNothingWhileAMemberIsDown() {
        MemberHealth down = new MemberHealth(Health.DOWN, "", START, "test", 4);

        assertThat(FlapRules.remembered(down, POLICY, START.plus(Duration.ofDays(1))))
                .isEqualTo(4);
    }

    @Test
    void leavesAMemberThatTogglesAloneAndTrustsItAgainOnceItIsCalm() {
        PoolFixture exits = new PoolFixture(PoolFixture.pool("exit", "a", "b"));
        exits.rounds(3, ONE, List.of("a", "b"));

        int switches = 0;
        String serving = "a";
        for (int second = 0; second < 300; second++) {
            boolean aUp = second / 5 % 2 == 0;
            exits.rounds(1, ONE, aUp ? List.of("a", "b") : List.of("b"));
            String next = exits.serving(serving);
            if (!next.equals(serving)) switches++;
            serving = next;
        }
        assertThat(switches).isEqualTo(1);
        assertThat(exits.state.health(new Label("a")).flaps()).isEqualTo(16);

        exits.rounds(899, ONE, List.of("a", "b"));
        assertThat(exits.serving("b")).isEqualTo("b");
        exits.rounds(300, ONE, List.of("a", "b"));
        assertThat(exits.serving("b")).isEqualTo("a");
    }

    private static MemberHealth up(int flaps) {
        return new MemberHealth(Health.UP, "", START, "test", flaps);
    }
}
