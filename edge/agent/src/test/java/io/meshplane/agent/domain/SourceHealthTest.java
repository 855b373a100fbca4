package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.SourceHealth.Action;
import io.meshplane.agent.domain.SourceHealth.Decision;
import io.meshplane.agent.domain.SourceHealth.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceHealthTest {
    private static final Policy POLICY =
            new Policy(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(1));

    @Test
    void startsAtEachTickWhileAllIsWell() {
        SourceHealth health = SourceHealth.unknown();

        for (long nowMs = 0; nowMs < 100_000; nowMs += 10_000) {
            Decision decision = health.tick(nowMs, POLICY);
            assertThat(decision.action()).isEqualTo(Action.START);
            health = decision.next().ended(decision.next().attempt(), true, nowMs + 20, POLICY);
        }

        assertThat(health.attempt()).isEqualTo(10);
        assertThat(health.ageSeconds(97_000)).isEqualTo(7);
    }

    @Test
    void leavesAnAttemptAloneUntilItsDeadline() {
        SourceHealth started = SourceHealth.unknown().tick(0, POLICY).next();

        assertThat(started.tick(2_999, POLICY).action()).isEqualTo(Action.LEAVE);
        assertThat(started.tick(3_000, POLICY).action()).isEqualTo(Action.GIVE_UP);
    }

    @Test
    void triesAgainAfterAnAttemptThatHangs() {
        SourceHealth givenUp = SourceHealth.unknown()
                .tick(0, POLICY)
                .next()
                .tick(10_000, POLICY)
                .next();

        assertThat(givenUp.tick(10_000, POLICY).action()).isEqualTo(Action.LEAVE);
        assertThat(givenUp.tick(20_000, POLICY).action()).isEqualTo(Action.START);
        assertThat(givenUp.late()).isTrue();
    }

    @Test
    void bearsTwoAttemptsThatHangForEverAndNoThird() {
        SourceHealth health = SourceHealth.unknown();
        int started = 0;

        for (long nowMs = 0; nowMs < 10_000_000; nowMs += 10_000) {
            Decision decision = health.tick(nowMs, POLICY);
            health = decision.next();
            if (decision.action() == Action.START) started++;
        }

        assertThat(started).isEqualTo(SourceHealth.MAX_STUCK);
        assertThat(health.stuck()).isEqualTo(SourceHealth.MAX_STUCK);
        SourceHealth freed = health.ended(1, true, 10_000_000, POLICY);
        assertThat(freed.tick(10_000_000, POLICY).action()).isEqualTo(Action.START);
    }

    @Test
    void takesNoValuesFromAnAttemptThatWasGivenUp() {
        SourceHealth givenUp = SourceHealth.unknown()
                .tick(0, POLICY)
                .next()
                .tick(10_000, POLICY)
                .next();

        assertThat(givenUp.awaits(1)).isFalse();
        assertThat(givenUp.ended(1, true, 11_000, POLICY).lastGoodMs()).isNull();
    }

    @Test
    void asksLessAndLessOftenWhileASourceFails() {
        SourceHealth health = SourceHealth.unknown();
        List<Long> startedAtSeconds = new ArrayList<>();

        for (long nowMs = 0; nowMs < 300_000; nowMs += 10_000) {
            Decision decision = health.tick(nowMs, POLICY);
            health = decision.next();
            if (decision.action() != Action.START) continue;
            startedAtSeconds.add(nowMs / 1000);
            health = health.ended(health.attempt(), false, nowMs + 5, POLICY);
        }

        assertThat(startedAtSeconds).startsWith(0L, 10L, 30L, 70L).contains(280L);
    }

    @Test
    void asksAgainAtEachTickOnceItWorks() {
        SourceHealth failed = SourceHealth.unknown();
        for (int i = 0; i < 5; i++) {
            failed = failed.tick(i * 100_000L, POLICY).next();
            failed = failed.ended(failed.attempt(), false, i * 100_000L, POLICY);
        }
        SourceHealth started = failed.tick(1_000_000, POLICY).next();

        SourceHealth good = started.ended(started.attempt(), true, 1_000_010, POLICY);

        assertThat(good.failures()).isZero();
        assertThat(good.tick(1_010_000, POLICY).action()).isEqualTo(Action.START);
    }
}
