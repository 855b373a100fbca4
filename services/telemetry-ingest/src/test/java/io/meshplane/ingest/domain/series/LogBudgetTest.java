package io.meshplane.ingest.domain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.ingest.domain.series.LogBudget.Day;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogBudgetTest {
    private static final long DAY_MS = 86_400_000;

    @Test
    void keepsTheLastByteOfADayAndNotOneMore() {
        LogRow fits = row(1, 0, 60);
        LogRow last = row(1, 1, 40);
        LogRow over = row(1, 2, 1);

        assertThat(new LogBudget(100, Map.of()).keep(List.of(fits, last, over)))
                .containsExactlyInAnyOrder(fits.event(), last.event());
    }

    @Test
    void aSmallerBlockMayStillFitAfterALargeOneDidNot() {
        LogRow large = row(1, 0, 101);
        LogRow small = row(1, 1, 100);

        assertThat(new LogBudget(100, Map.of()).keep(List.of(large, small))).containsExactly(small.event());
    }

    @Test
    void countsWhatWasKeptBefore() {
        LogRow row = row(1, DAY_MS, 41);

        assertThat(new LogBudget(100, Map.of(new Day(1, 1), 60L)).keep(List.of(row)))
                .isEmpty();
        assertThat(new LogBudget(100, Map.of(new Day(1, 1), 59L)).keep(List.of(row)))
                .hasSize(1);
    }

    @Test
    void everyNodeAndEveryDayHasItsOwn() {
        List<LogRow> rows = List.of(row(1, DAY_MS - 1, 100), row(1, DAY_MS, 100), row(2, DAY_MS, 100), row(1, -1, 100));

        assertThat(new LogBudget(100, Map.of()).keep(rows)).hasSize(4);
    }

    @Test
    void aBudgetOfNothingIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LogBudget(0, Map.of()));
    }

    private static LogRow row(int nodeNo, long atMs, int bytes) {
        return new LogRow(nodeNo, atMs, UUID.randomUUID(), 7, 1, 1, 0, new byte[bytes]);
    }
}
