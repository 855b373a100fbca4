package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricTable;

/**
 * Gorilla (Pelkonen et al., VLDB 2015, §4.1), at its best: the times of a batch once for all series, and names known to both
 * sides, so that none are sent. Counts above 2^53 are rounded to doubles, as it has no integers. Layout: per batch the times,
 * then series by series a bit whether all scrapes are there (else a bit each), then the values.
 */
public final class Gorilla implements BatchEncoding {
    static final int LEADING_BITS = 5;
    static final int LENGTH_BITS = 6;
    static final int MAX_LEADING = 31;
    /** Widths of a difference of differences behind 10, 110 and 1110; the paper's seconds are milliseconds here. */
    static final int[] TIME_BITS = {7, 9, 12};

    @Override
    public byte[] encode(MetricTable batch) {
        BitBuffer out = new BitBuffer();
        times(out, batch);
        for (int column = 0; column < batch.columns(); column++) series(out, batch, column);
        return out.toByteArray();
    }

    private static void times(BitBuffer out, MetricTable batch) {
        out.write(batch.rows(), Integer.SIZE);
        long last = 0;
        long lastDelta = 0;
        for (int row = 0; row < batch.rows(); row++) {
            long delta = batch.timeMs(row) - last;
            if (row == 0) out.write(batch.timeMs(row), Long.SIZE);
            else time(out, delta - lastDelta);
            lastDelta = row == 0 ? 0 : delta;
            last = batch.timeMs(row);
        }
    }

    private static void time(BitBuffer out, long difference) {
        if (difference == 0) {
            out.write(0, 1);
            return;
        }
        for (int i = 0; i < TIME_BITS.length; i++) {
            long half = 1L << (TIME_BITS[i] - 1);
            out.write(1, 1);
            if (difference > -half && difference <= half) {
                out.write(0, 1);
                out.write(difference + half - 1, TIME_BITS[i]);
                return;
            }
        }
        out.write(1, 1);
        out.write(difference, Long.SIZE);
    }

    private static void series(BitBuffer out, MetricTable batch, int column) {
        boolean whole = true;
        for (int row = 0; row < batch.rows(); row++) whole &= batch.has(column, row);
        out.write(whole ? 1 : 0, 1);
        Values values = new Values();
        for (int row = 0; row < batch.rows(); row++) {
            if (!whole) out.write(batch.has(column, row) ? 1 : 0, 1);
            if (batch.has(column, row)) {
                values.write(out, Double.doubleToRawLongBits(batch.number(column, row)));
            }
        }
    }

    private static final class Values {
        private boolean begun;
        private long last;
        private int leading = -1;
        private int length;

        void write(BitBuffer out, long bits) {
            long difference = bits ^ last;
            last = bits;
            if (!begun) {
                begun = true;
                out.write(bits, Long.SIZE);
                return;
            }
            out.write(difference == 0 ? 0 : 1, 1);
            if (difference == 0) return;
            int zeros = Math.min(MAX_LEADING, Long.numberOfLeadingZeros(difference));
            int trailing = Long.numberOfTrailingZeros(difference);
            boolean fits = leading >= 0 && zeros >= leading && trailing >= Long.SIZE - leading - length;
            out.write(fits ? 0 : 1, 1);
            if (!fits) {
                leading = zeros;
                length = Long.SIZE - zeros - trailing;
                out.write(leading, LEADING_BITS);
                out.write(length - 1, LENGTH_BITS);
            }
            out.write(difference >>> (Long.SIZE - leading - length), length);
        }
    }
}
