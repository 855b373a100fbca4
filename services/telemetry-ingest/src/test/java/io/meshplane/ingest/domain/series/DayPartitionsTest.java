package io.meshplane.ingest.domain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DayPartitionsTest {
    private static final Duration RETENTION = Duration.ofDays(30);
    private final ManualClock clock = new ManualClock(Instant.parse("2026-02-27T23:59:59Z"));

    @Test
    void atFirstThereIsADayForAllThatIsKeptAndTwoAhead() {
        DayPartitions.Plan plan = DayPartitions.plan(Set.of(), clock.instant(), RETENTION, 2);

        assertThat(plan.create()).hasSize(33);
        assertThat(plan.create().getFirst()).isEqualTo(LocalDate.parse("2026-01-28"));
        assertThat(plan.create().getLast()).isEqualTo(LocalDate.parse("2026-03-01"));
        assertThat(plan.drop()).isEmpty();
    }

    @Test
    void aSecondLaterItIsAnotherDayAndNothingElseIsDoneAllDay() {
        Set<LocalDate> present = upkeep(new TreeSet<>());

        clock.advance(Duration.ofSeconds(1));
        DayPartitions.Plan atMidnight = DayPartitions.plan(present, clock.instant(), RETENTION, 2);
        Set<LocalDate> after = upkeep(present);
        clock.advance(Duration.ofHours(23));

        assertThat(atMidnight.create()).containsExactly(LocalDate.parse("2026-03-02"));
        assertThat(atMidnight.drop()).containsExactly(LocalDate.parse("2026-01-28"));
        assertThat(DayPartitions.plan(after, clock.instant(), RETENTION, 2))
                .isEqualTo(new DayPartitions.Plan(List.of(), List.of()));
    }

    @Test
    void whateverIsKeptAlwaysHasItsPartitionForAYear() {
        Set<LocalDate> present = upkeep(new TreeSet<>());
        for (int hour = 0; hour < 365 * 24; hour++) {
            clock.advance(Duration.ofHours(1));
            present = upkeep(present);
            Instant now = clock.instant();
            assertThat(present)
                    .contains(
                            DayPartitions.dayOf(now.minus(RETENTION)),
                            DayPartitions.dayOf(now.plusMillis(UploadTimes.FUTURE_MS)))
                    .hasSize(33);
        }
    }

    @Test
    void afterAMonthOfStandstillAllIsMadeUpFor() {
        Set<LocalDate> present = upkeep(new TreeSet<>());

        clock.advance(Duration.ofDays(40));

        assertThat(upkeep(present)).hasSize(33).first().isEqualTo(LocalDate.parse("2026-03-09"));
    }

    @Test
    void tooShortARetentionOrLeadIsRefused() {
        assertThatThrownBy(() -> DayPartitions.plan(Set.of(), clock.instant(), Duration.ofHours(23), 2))
                .hasMessageContaining("retention");
        assertThatThrownBy(() -> DayPartitions.plan(Set.of(), clock.instant(), RETENTION, 1))
                .hasMessageContaining("ahead");
    }

    private Set<LocalDate> upkeep(Set<LocalDate> present) {
        DayPartitions.Plan plan = DayPartitions.plan(present, clock.instant(), RETENTION, 2);
        Set<LocalDate> after = new TreeSet<>(present);
        after.addAll(plan.create());
        after.removeAll(plan.drop());
        return after;
    }
}
