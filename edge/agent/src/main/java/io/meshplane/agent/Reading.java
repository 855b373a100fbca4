package io.meshplane.agent;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.List;

/**
 * The value of one series at one moment, at the precision declared for it.
 *
 * @param bits of a count the unsigned number itself, else those of the double
 */
public record Reading(SeriesHandle series, long bits) {
    /** A value of a series of doubles; of a count the nearest integer, from 0 on. */
    public static Reading of(SeriesHandle series, double value) {
        long bits =
                series.isCount() ? Math.max(0, Math.round(value)) : Double.doubleToRawLongBits(series.rounded(value));
        return new Reading(series, bits);
    }

    /** A value of a cumulative counter, unsigned; of a series of doubles the nearest double. */
    public static Reading ofCount(SeriesHandle series, long unsigned) {
        return series.isCount() ? new Reading(series, unsigned) : of(series, asDouble(unsigned));
    }

    public static Reading of(String name, double value) {
        return of(SeriesHandle.of(name), value);
    }

    public static Reading of(String name, String label, String labelValue, double value) {
        return of(SeriesHandle.of(name, new Label(label, labelValue)), value);
    }

    /** The value as a double: exact for counts to 2^53. */
    public double value() {
        return series.isCount() ? asDouble(bits) : Double.longBitsToDouble(bits);
    }

    public String name() {
        return series.name();
    }

    public List<Label> labels() {
        return series.labels();
    }

    private static double asDouble(long unsigned) {
        return unsigned >= 0 ? unsigned : ((unsigned >>> 1) | (unsigned & 1)) * 2.0;
    }
}
