package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;
import static io.meshplane.telemetry.metrics.Contexts.bitLength;
import static io.meshplane.telemetry.metrics.Contexts.quarterLog;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;
import org.jspecify.annotations.Nullable;

/**
 * Codes differences that are about proportional to a partner's. A class learns the ratio, and how far it strays per root of the
 * partner's difference, for each magnitude of it and for the partner being ahead of its rival, behind or level.
 */
final class Ratios {
    /** Bounds the memory: classes whose numbers differ by this share what they learn. */
    private static final int TABLES = 128;

    private static final int EXACT = 8;
    private static final int KEYS = 128;
    private static final long SIZE_LIMIT = 1L << 40;
    private static final int SLOWEST = 6;

    /** What a class has learnt, by key. */
    private static final class Table {
        /** Difference per partner's difference, in 1/256. */
        final long[] ratio = new long[KEYS];
        /** Mean size of a residual per root of the partner's difference, in 1/256. */
        final int[] spread = new int[KEYS];

        final byte[] seen = new byte[KEYS];
    }

    private final SeriesState state;
    private final ContextMixer mixer;
    private @Nullable Table[] tables = new Table[TABLES];

    Ratios(SeriesState state, ContextMixer mixer) {
        this.state = state;
        this.mixer = mixer;
    }

    void reset() {
        tables = new Table[TABLES];
    }

    int sizeBytes() {
        int size = 0;
        for (Table table : tables) size += table == null ? 0 : KEYS * 13;
        return size;
    }

    private Table table(int c) {
        Table known = tables[c % TABLES];
        if (known != null) return known;
        Table made = new Table();
        tables[c % TABLES] = made;
        return made;
    }

    /** A difference in grains. */
    long code(BitPort port, int s, long difference) {
        int c = state.classOf[s];
        Table table = table(c);
        long moved = Math.clamp(state.partner[s] < 0 ? 0 : state.delta[state.partner[s]], 0, SIZE_LIMIT);
        int key = key(s, moved);
        long ratio = nearest(table, key);
        long expected = (ratio * moved + 128) >> 8;
        long result = moved < EXACT
                ? small(port, s, difference - expected, key)
                : large(port, s, difference - expected, key, moved, table);
        if (moved > 0) learn(table, key, ratio, moved, result + expected, result);
        return result + expected;
    }

    private int key(int s, long moved) {
        if (moved < EXACT) return (int) moved;
        int rival = state.rival[s];
        int order = rival < 0 ? 0 : 1 + Long.signum(moved - state.delta[rival]);
        return EXACT + Math.min(bitLength(moved) - 4, (KEYS - EXACT) / 3 - 1) * 3 + order;
    }

    /** The ratio of the key, or of the nearest below that has one. */
    private static long nearest(Table table, int key) {
        for (int k = key; k > 0; k--) if (table.seen[k] != 0) return table.ratio[k];
        return 0;
    }

    private long small(BitPort port, int s, long residual, int key) {
        int broken = state.broken[s] ? 1 : 0;
        int c = state.classOf[s];
        mixer.choose(
                Contexts.RATIO_SMALL,
                ContextMixer.context(Contexts.RATIO_SMALL, c, key * 2 + broken),
                ContextMixer.context(Contexts.RATIO_SMALL + STRIDE, c, key),
                ContextMixer.context(Contexts.RATIO_SMALL + 2 * STRIDE, s, key));
        return Integers.signed(mixer, port, residual);
    }

    private long large(BitPort port, int s, long residual, int key, long moved, Table table) {
        long spread = table.seen[key] == 0 ? 2048 : table.spread[key];
        int log = quarterLog(Math.max(1, spread)) + quarterLog(moved) / 2;
        int coarse = Math.max(0, (log >> 2) - 9);
        int fine = log - 4 * coarse;
        int c = state.classOf[s];
        mixer.choose(
                Contexts.RATIO,
                ContextMixer.context(Contexts.RATIO, c, key * 64 + fine),
                ContextMixer.context(Contexts.RATIO + STRIDE, c, fine * 16 + state.lastSize[s]),
                ContextMixer.context(Contexts.RATIO + 2 * STRIDE, fine, coarse == 0 ? 1 : 0));
        long half = (1L << coarse) >> 1;
        long shifted = residual + half;
        long cell = Integers.signed(mixer, port, shifted >> coarse);
        long below = (1L << coarse) - 1;
        int size = Math.min(3, bitLength(Math.abs(cell)));
        state.lastSize[s] = (byte) (cell < 0 ? size + 4 : size);
        return ((cell << coarse) | port.raw(shifted & below, coarse)) - half;
    }

    private static void learn(Table table, int key, long ratio, long moved, long difference, long residual) {
        int n = table.seen[key];
        int shift = Math.min(SLOWEST, bitLength(n));
        long seen = (Math.clamp(difference, -SIZE_LIMIT, SIZE_LIMIT) << 8) / moved;
        table.ratio[key] = n == 0 ? seen : ratio + ((seen - ratio) >> shift);
        long root = (long) (16 * Math.sqrt((double) moved));
        long size = (Math.min(Contexts.size(residual), SIZE_LIMIT) << 12) / root;
        long before = n == 0 ? 2048 : table.spread[key];
        table.spread[key] = (int) Math.min(before + ((size - before) >> shift), 1 << 30);
        if (n < 64) table.seen[key] = (byte) (n + 1);
    }
}
