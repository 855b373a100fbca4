package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** Codes numbers, flags and references of a message, outside the metrics. */
final class FieldCoder {
    private static final int SLOT_BITS = 10;
    /** A difference of fewer bits is cheaper than the number of a series. */
    private static final int NEAR_BITS = 8;

    private final ContextMixer mixer = new ContextMixer(SLOT_BITS, 1);
    private final Map<Long, Integer> seriesByValue = new HashMap<>();
    private IntToLongFunction latest = s -> 0;
    private int seriesCount;
    private boolean indexed;

    void reset() {
        mixer.reset();
    }

    int sizeBytes() {
        return mixer.sizeBytes();
    }

    /** Begins the fields of a message, whose metrics are coded. */
    void begin(int series, IntToLongFunction newest) {
        seriesCount = series;
        latest = newest;
        indexed = false;
    }

    boolean flag(BitPort port, boolean value, int kind) {
        choose(kind, 0);
        return mixer.code(port, value ? 1 : 0, 0) == 1;
    }

    long natural(BitPort port, long value, int kind) {
        choose(kind, 1);
        return Integers.natural(mixer, port, value);
    }

    long signed(BitPort port, long value, int kind) {
        choose(kind, 2);
        return Integers.signed(mixer, port, value);
    }

    /** A number that is often equal to the newest value of a series, or near its own last value. */
    long tracked(BitPort port, Field field, long value, int kind) {
        int series = field.series < seriesCount ? field.series : 0;
        long expected = series == 0 ? field.last : latest.applyAsLong(series);
        if (!flag(port, value == expected, kind + (series == 0 ? 0 : 1))) {
            int found = port.writing() ? find(value, field.last) : 0;
            if (flag(port, found > 0, kind + 2)) {
                field.series = (int) port.raw(found, 20);
                expected = field.series < seriesCount ? latest.applyAsLong(field.series) : 0;
            } else {
                expected = field.last + signed(port, value - field.last, kind);
            }
        }
        field.last = expected;
        return expected;
    }

    private int find(long value, long last) {
        long difference = value - last;
        if (64 - Long.numberOfLeadingZeros(Math.abs(difference)) <= NEAR_BITS || seriesCount >= 1 << 20) return 0;
        if (!indexed) {
            seriesByValue.clear();
            for (int s = seriesCount - 1; s > 0; s--) seriesByValue.put(latest.applyAsLong(s), s);
            indexed = true;
        }
        return seriesByValue.getOrDefault(value, 0);
    }

    private void choose(int kind, int form) {
        int context = ContextMixer.context(kind, form, 0);
        mixer.choose(0, context, context + 96, ContextMixer.context(-1, form, 0));
    }
}
