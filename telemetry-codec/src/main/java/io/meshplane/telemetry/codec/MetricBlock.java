package io.meshplane.telemetry.codec;

import java.util.Arrays;
import java.util.List;

/**
 * The metrics of a batch: several series over the same times. The arrays are handed over, not copied: nobody writes to them
 * afterwards.
 *
 * @param sampledAtMs one per scrape, milliseconds since epoch UTC by the node's clock
 * @param series each with one value per scrape
 */
public record MetricBlock(long[] sampledAtMs, List<Series> series) {
    /** A batch without metrics. */
    public static final MetricBlock EMPTY = new MetricBlock(new long[0], List.of());

    public MetricBlock {
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.values().length != sampledAtMs.length) {
                throw new IllegalArgumentException(
                        one.name() + " has " + one.values().length + " values for " + sampledAtMs.length + " times");
            }
        }
    }

    /**
     * One series.
     *
     * @param name of the Prometheus data model, with unit; cumulative counters end in {@code _total}; 1-200 bytes
     * @param labels in the order in which they were given
     * @param values values[i] belongs to sampledAtMs[i]; any NaN = not sampled in that scrape
     */
    public record Series(String name, List<Label> labels, double[] values) {
        public Series {
            Checks.name("series name", name, true);
            labels = List.copyOf(labels);
        }

        /** Equal when every value has the same bits, so that a NaN equals itself and 0.0 differs from -0.0. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Series that
                    && name.equals(that.name)
                    && labels.equals(that.labels)
                    && Arrays.equals(rawBits(), that.rawBits());
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(rawBits());
        }

        private long[] rawBits() {
            return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
        }
    }

    /** A label of a series; the value may be empty and has at most 1024 bytes. */
    public record Label(String name, String value) {
        public Label {
            Checks.name("label name", name, false);
            if (Checks.tooLong(value, 1024)) throw new IllegalArgumentException("label value longer than 1024 bytes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricBlock that
                && Arrays.equals(sampledAtMs, that.sampledAtMs)
                && series.equals(that.series);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sampledAtMs) + series.hashCode();
    }
}
