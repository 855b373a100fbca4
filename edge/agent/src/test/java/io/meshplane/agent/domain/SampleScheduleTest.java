package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.domain.SampleSchedule.Wake;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleScheduleTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isDueAtWholeMultiplesWheneverItBegan() {
        SampleSchedule begun = SampleSchedule.begin(INTERVAL, 47 * SECOND);

        assertThat(begun.waitNanos(47 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(begun.wake(50 * SECOND).due()).isTrue();
        assertThat(begun.wake(50 * SECOND).waitNanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void waitsOnAfterAWakeUpThatCameTooEarly() {
        Wake early = SampleSchedule.begin(INTERVAL, 47 * SECOND).wake(50 * SECOND - 1);

        assertThat(early.due()).isFalse();
        assertThat(early.waitNanos()).isEqualTo(1);
        assertThat(early.next().missed()).isZero();
    }

    @Test
    void doesNotDriftWithLateWakeUps() {
        Wake late = SampleSchedule.begin(INTERVAL, 47 * SECOND).wake(52 * SECOND);

        assertThat(late.due()).isTrue();
        assertThat(late.waitNanos()).isEqualTo(8 * SECOND);
    }

    @Test
    void takesASampleHalfAnIntervalLateAndNoLater() {
        SampleSchedule begun = SampleSchedule.begin(INTERVAL, 47 * SECOND);

        assertThat(begun.wake(55 * SECOND).due()).isTrue();
        assertThat(begun.wake(55 * SECOND + 1).due()).isFalse();
        assertThat(begun.wake(55 * SECOND + 1).next().missed()).isEqualTo(1);
    }

    @Test
    void skipsAndCountsWhatAStandstillMade() {
        Wake after = SampleSchedule.begin(INTERVAL, 47 * SECOND).wake(100 * SECOND);

        assertThat(after.due()).isTrue();
        assertThat(after.next().missed()).isEqualTo(5);
        assertThat(after.next().wake(101 * SECOND).due()).isFalse();
    }

    @Test
    void worksOnAClockThatIsBelowZero() {
        Wake first = SampleSchedule.begin(INTERVAL, -3 * SECOND).wake(0);

        assertThat(first.due()).isTrue();
        assertThat(first.next().missed()).isZero();
    }

    @Test
    void neverBunchesAndAccountsForEveryMultiple() {
        long seed = 20_261;
        SplittableRandom random = new SplittableRandom(seed);
        long now = random.nextLong(1L << 40);
        long firstMultiple = Math.floorDiv(now, INTERVAL.toNanos());
        SampleSchedule schedule = SampleSchedule.begin(INTERVAL, now);
        long lastDue = Long.MIN_VALUE;
        long taken = 0;

        for (int i = 0; i < 20_000; i++) {
            boolean punctual = random.nextInt(4) != 0;
            now += schedule.waitNanos(now) + (punctual ? random.nextLong(SECOND) : random.nextLong(40 * SECOND));
            Wake wake = schedule.wake(now);
            schedule = wake.next();
            if (!wake.due()) continue;
            if (taken++ > 0) {
                assertThat(now - lastDue).as("seed %d, wake %d", seed, i).isGreaterThanOrEqualTo(5 * SECOND);
            }
            lastDue = now;
        }

        long multiples = Math.floorDiv(now, INTERVAL.toNanos()) - firstMultiple;
        assertThat(taken + schedule.missed()).as("seed %d", seed).isEqualTo(multiples);
    }

    @Test
    void countsASampleThatCouldNotBeTaken() {
        assertThat(SampleSchedule.begin(INTERVAL, 0).miss().missed()).isEqualTo(1);
    }

    @Test
    void refusesAnIntervalOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SampleSchedule(0, 0, 0));
    }
}
