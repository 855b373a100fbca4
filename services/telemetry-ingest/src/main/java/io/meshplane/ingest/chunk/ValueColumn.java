package io.meshplane.ingest.chunk;

import io.meshplane.ingest.wire.ProtoBytes;
import io.meshplane.ingest.wire.ProtoReader;

/**
 * A run of values of one series, exact to the bit. A leading byte says how they lie:
 *
 * <ul>
 *   <li>0: unsigned counts, each as its difference to the one before (the first to 0)
 *   <li>1 to 7: decimals with 0 to 6 places, as whole numbers in that unit, differences likewise
 *   <li>8: doubles, each as the exclusive or of its bits with those before (the first with 0)
 * </ul>
 *
 * Differences are zigzag varints, exclusive ors are varints (protobuf's).
 */
final class ValueColumn {
    private static final int COUNTS = 0;
    private static final int DECIMALS = 1;
    private static final int DOUBLES = 8;
    private static final double[] UNITS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    /** Above it a double does not tell neighbouring whole numbers apart. */
    private static final double WHOLE_MAX = 1L << 53;

    static void write(ProtoBytes to, boolean count, long[] values, int from, int end) {
        int places = count ? -1 : places(values, from, end);
        if (count) counts(to, values, from, end);
        else if (places < 0) doubles(to, values, from, end);
        else decimals(to, values, from, end, places);
    }

    private static void counts(ProtoBytes to, long[] values, int from, int end) {
        to.octet(COUNTS);
        long before = 0;
        for (int i = from; i < end; i++) {
            to.zigzag(values[i] - before);
            before = values[i];
        }
    }

    private static void doubles(ProtoBytes to, long[] values, int from, int end) {
        to.octet(DOUBLES);
        long before = 0;
        for (int i = from; i < end; i++) {
            to.varint(values[i] ^ before);
            before = values[i];
        }
    }

    private static void decimals(ProtoBytes to, long[] values, int from, int end, int places) {
        to.octet(DECIMALS + places);
        long before = 0;
        for (int i = from; i < end; i++) {
            long whole = (long) Math.rint(Double.longBitsToDouble(values[i]) * UNITS[places]);
            to.zigzag(whole - before);
            before = whole;
        }
    }

    /** The fewest decimal places with which all values come back to the bit; -1 if there are none. */
    private static int places(long[] values, int from, int end) {
        int places = 0;
        int i = from;
        while (i < end) {
            if (comesBack(values[i], places)) {
                i++;
            } else {
                if (++places == UNITS.length) return -1;
                i = from;
            }
        }
        return places;
    }

    private static boolean comesBack(long bits, int places) {
        double scaled = Math.rint(Double.longBitsToDouble(bits) * UNITS[places]);
        if (!(Math.abs(scaled) < WHOLE_MAX)) return false;
        return Double.doubleToRawLongBits((double) (long) scaled / UNITS[places]) == bits;
    }

    /**
     * Reads a run.
     *
     * @return 1 = counts, 0 = bits of doubles, -1 = not such a run
     */
    static int read(ProtoReader from, byte[] bytes, int start, int end, long[] values, int count) {
        if (start >= end) return -1;
        int kind = bytes[start];
        from.open(bytes, start + 1, end);
        if (kind < COUNTS || kind > DOUBLES) return -1;
        if (kind == DOUBLES) readDoubles(from, values, count);
        else if (kind == COUNTS) readCounts(from, values, count);
        else readDecimals(from, values, count, UNITS[kind - DECIMALS]);
        if (from.isBroken() || from.at() != end) return -1;
        return kind == COUNTS ? 1 : 0;
    }

    private static void readCounts(ProtoReader from, long[] values, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value += from.zigzag();
            values[i] = value;
        }
    }

    private static void readDoubles(ProtoReader from, long[] values, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value ^= from.varint();
            values[i] = value;
        }
    }

    private static void readDecimals(ProtoReader from, long[] values, int count, double unit) {
        long whole = 0;
        for (int i = 0; i < count; i++) {
            whole += from.zigzag();
            values[i] = Double.doubleToRawLongBits((double) whole / unit);
        }
    }

    private ValueColumn() {}
}
