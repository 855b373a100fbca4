package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.Reading;
import io.meshplane.agent.SeriesHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sampled at one moment, as the buffer takes it. The arrays are handed over, not copied.
 *
 * @param timeMs milliseconds since epoch UTC by the node's clock
 * @param series which were sampled; scrapes in a row share the array while the same ones are
 * @param bits one for each, as {@link Reading#bits} has them
 */
@SuppressWarnings("ArrayRecordComponent") // one in ten seconds with hundreds of values; no one compares scrapes
public record Scrape(long timeMs, SeriesHandle[] series, long[] bits) {
    public Scrape {
        if (series.length != bits.length) throw new IllegalArgumentException("a value for each series is expected");
    }

    /**
     * A scrape of what a router showed.
     *
     * @param before the scrape before it, whose array of series it takes over where that fits
     */
    public static Scrape of(long timeMs, List<Reading> readings, @Nullable Scrape before) {
        int size = readings.size();
        long[] bits = new long[size];
        for (int i = 0; i < size; i++) bits[i] = readings.get(i).bits();
        if (before != null && isOf(readings, before.series)) return new Scrape(timeMs, before.series, bits);
        SeriesHandle[] series = new SeriesHandle[size];
        for (int i = 0; i < size; i++) series[i] = readings.get(i).series();
        return new Scrape(timeMs, series, bits);
    }

    private static boolean isOf(List<Reading> readings, SeriesHandle[] series) {
        if (series.length != readings.size()) return false;
        for (int i = 0; i < series.length; i++) {
            if (!sameSeries(series[i], readings.get(i).series())) return false;
        }
        return true;
    }

    /** Name and labels may come back as another kind. */
    private static boolean sameSeries(SeriesHandle one, SeriesHandle other) {
        return one.equals(other) && one.isCount() == other.isCount() && one.step() == other.step();
    }

    /** What it takes in memory, about. */
    int sizeBytes() {
        return 64 + bits.length * Long.BYTES;
    }
}
