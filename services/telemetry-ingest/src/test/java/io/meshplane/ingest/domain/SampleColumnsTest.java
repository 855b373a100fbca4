package io.meshplane.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SampleColumnsTest {
    private static final SampleLimits LIMITS = new SampleLimits(3_000, 2, 64, 64, 200_000, 40_000);

    private final AtomicLong taken = new AtomicLong();
    private final SampleColumns columns = new SampleColumns(LIMITS, 1, size -> {
        taken.addAndGet(size);
        return true;
    });

    private static int text(SampleColumns columns, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return columns.text(utf8, 0, utf8.length);
    }

    private int series(String name, String value) {
        return columns.series(text(columns, name), new int[] {text(columns, "label"), text(columns, value)}, 2, false);
    }

    @Test
    void givesEachSeriesOneNumberAndKeepsKindsApart() {
        int name = text(columns, "m");
        int[] labels = {text(columns, "a"), text(columns, "b")};

        int number = columns.series(name, labels, 2, false);

        assertThat(columns.series(name, labels, 2, false)).isEqualTo(number);
        assertThat(columns.series(name, labels, 2, true)).isNotEqualTo(number);
        assertThat(columns.series(name, labels, 0, false)).isNotEqualTo(number);
    }

    @Test
    void bringsTheSamplesOfASeriesTogetherInTheirOrder() {
        Random random = new Random(8);
        Map<Integer, List<Long>> expected = new TreeMap<>();
        for (int i = 0; i < 40_000; i++) {
            int series = series("m", "v" + random.nextInt(2_000));
            assertThat(columns.add(series, i, i * 3L)).isTrue();
            expected.computeIfAbsent(series, fresh -> new ArrayList<>()).add((long) i);
        }

        columns.arrange();

        assertThat(columns.seriesCount()).isEqualTo(expected.size());
        expected.forEach((series, times) -> {
            assertThat(columns.size(series)).isEqualTo(times.size());
            for (int i = 0; i < times.size(); i++) {
                int at = columns.first(series) + i;
                assertThat(columns.times()[at]).isEqualTo(times.get(i));
                assertThat(columns.values()[at]).isEqualTo(3 * times.get(i));
            }
        });
    }

    @Test
    void keepsTheLimitsAndSaysWhich() {
        int series = series("m", "v");
        for (int i = 0; i < 40_000; i++) assertThat(columns.add(series, i, 0)).isTrue();

        assertThat(columns.add(series, 0, 0)).isFalse();
        assertThat(columns.shortage()).isEqualTo(Shortage.SAMPLES);
        columns.clear();
        assertThat(columns.series(text(columns, "m"), new int[6], 6, false)).isNegative();
        assertThat(columns.shortage()).isEqualTo(Shortage.LABELS);
        columns.clear();
        for (int i = 0; i < 3_000; i++) assertThat(series("m", "v" + i)).isEqualTo(i);
        assertThat(series("m", "more")).isNegative();
        assertThat(columns.shortage()).isEqualTo(Shortage.SERIES);
        columns.clear();
        for (int i = 0; i < 4_000 && columns.shortage() == null; i++) {
            if (text(columns, "x".repeat(60) + i) < 0) break;
        }
        assertThat(columns.shortage()).isEqualTo(Shortage.TEXT);
    }

    @Test
    void asksBeforeItTakesMemory() {
        SampleColumns poor = new SampleColumns(LIMITS, 1, size -> false);
        int series = poor.series(text(poor, "m"), new int[0], 0, false);
        int added = 0;
        while (poor.add(series, added, 0)) added++;

        assertThat(added).isEqualTo(16 << 10);
        assertThat(poor.shortage()).isEqualTo(Shortage.MEMORY);
        assertThat(taken.get()).isZero();
    }

    @Test
    void tellsTheTimesOfAScrapeOnce() {
        int all = series("m", "all");
        int some = series("m", "some");
        int twice = series("m", "twice");
        for (long time : new long[] {30, 10, 20}) columns.add(all, time, 0);
        columns.add(some, 20, 0);
        columns.add(twice, 10, 0);
        columns.add(twice, 10, 0);

        columns.arrange();

        ScrapeTimes scrapes = columns.scrapes();
        assertThat(scrapes.count()).isEqualTo(3);
        assertThat(scrapes.millis()).startsWith(10, 20, 30);
        assertThat(scrapes.missing(columns.times(), columns.first(some), 1)).isEqualTo(0b101);
        assertThat(scrapes.missing(columns.times(), columns.first(all), 3))
                .as("not ascending")
                .isNegative();
        assertThat(scrapes.missing(columns.times(), columns.first(twice), 2))
                .as("one time twice")
                .isNegative();
    }

    @Test
    void leavesEachSeriesItsTimesWhenTheyAreMany() {
        int series = series("m", "v");
        for (int i = 0; i <= ScrapeTimes.MAX; i++) columns.add(series, i, 0);

        columns.arrange();

        assertThat(columns.scrapes().count()).isZero();
        assertThat(columns.scrapes().missing(columns.times(), 0, columns.size(series)))
                .isNegative();
    }
}
