package io.meshplane.telemetry.logs;

/**
 * Codes numbers by adaptive histograms: the bit length by a tree of odds, then small numbers and the upper digits of large ones by odds
 * too, the rest as it is. A slot codes its values as they are or as differences, whatever was shorter lately.
 */
final class NumberCoder {
    static final long LIMIT = 1_000_000_000_000_000_000L;
    private static final long NANOS = 1_000_000_000L;
    private static final int MAX_DIGITS = 18;
    private static final int FORM_BITS = 9;
    private static final int SMALL = 64;
    private static final int LARGE = 96;
    private static final int LARGE_BITS = 6;
    private static final int LAST_LARGE = 37;
    private static final int SAME_FORM = 0;
    private static final int SIGN = 1;
    private static final int DIRECT_FAVOUR = 32;

    private final Wire wire;
    private final Slots slots;
    private long latestNanos;
    private boolean broken;

    NumberCoder(Wire wire, Slots slots) {
        this.wire = wire;
        this.slots = slots;
    }

    /** True once something was read that no writer writes. */
    boolean isBroken() {
        return broken;
    }

    /** Says that something was read that no writer writes. */
    void refuse() {
        broken = true;
    }

    /**
     * A number of kind integer, padded, decimal or time: its form and its value.
     *
     * @param expected if the line is one whose predecessor tells it, as in a burst
     */
    void code(int slot, Token token, boolean expected) {
        Kind kind = token.kind;
        token.form = kind == Kind.INTEGER ? 0 : form(slot, token.form);
        broken |= switch (kind) {
            case PADDED -> token.form < 2 || token.form > MAX_DIGITS;
            case DECIMAL -> token.form < 1 || token.form >= MAX_DIGITS;
            case TIME -> token.form >= TimeText.FORMS;
            case INTEGER, LITERAL, END, IPV4, ADDRESS, NAME, HEX, WORD, TEXT -> false;
        };
        if (broken) return;
        token.value = kind == Kind.TIME ? time(slot, token, expected) : number(slot, kind, token.value);
    }

    /** Appends a number that was read. */
    void append(Token token, LogLines lines) {
        if (broken) return;
        if (token.kind == Kind.TIME) {
            broken |= !TimeText.append(token.value, token.form, lines);
        } else if (token.kind == Kind.PADDED) {
            Text.appendDigits(token.value, token.form, lines);
        } else if (token.kind == Kind.DECIMAL) {
            long power = Text.power(token.form);
            Text.appendNumber(token.value / power, lines);
            lines.append('.');
            Text.appendDigits(token.value % power, token.form, lines);
        } else {
            Text.appendNumber(token.value, lines);
        }
    }

    /** The form of a value: mostly that of the one before. */
    int form(int slot, int form) {
        int last = slots.form[slot];
        int flag = slot * Slots.FLAGS + SAME_FORM;
        int general = slots.kind[slot].number * Slots.FLAGS + SAME_FORM;
        int same = wire.bit(form == last ? 1 : 0, slots.flags, flag, slots.flags, general, Odds.NIMBLE);
        int result = same == 1 ? last : (int) wire.raw(form, FORM_BITS);
        if (result < 0) {
            broken = true;
            return 0;
        }
        slots.form[slot] = (short) result;
        return result;
    }

    private long number(int slot, Kind kind, long value) {
        long last = slots.last[slot];
        boolean byDelta = slots.deltaBits[slot] + DIRECT_FAVOUR < slots.directBits[slot];
        long result = byDelta
                ? last + signed(slot, kind, 1, 0, value - last)
                : magnitude(slots.block(slot, 0), slots.generalBlock(kind, 0), value);
        if (result < 0 || result >= LIMIT) {
            broken = true;
            return 0;
        }
        long delta = Math.abs(result - last);
        slots.directBits[slot] = mean(slots.directBits[slot], bitLength(result));
        slots.deltaBits[slot] = mean(slots.deltaBits[slot], delta == 0 ? 0 : bitLength(delta) + 1);
        slots.last[slot] = result;
        return result;
    }

    private long time(int slot, Token token, boolean expected) {
        long scale = NANOS / TimeText.unitsPerSecond(token.form);
        long last = (slots.last[slot] == 0 ? latestNanos : slots.last[slot]) / scale;
        int which = expected ? 0 : 1;
        long delta = signed(slot, Kind.TIME, which, which, token.value - last);
        long result = last + delta;
        if (result < 0 || result > Long.MAX_VALUE / scale) {
            broken = true;
            return 0;
        }
        slots.last[slot] = result * scale;
        latestNanos = slots.last[slot];
        return result;
    }

    private static short mean(int before, int bits) {
        return (short) (before + ((16 * bits - before) >> 3));
    }

    private static int bitLength(long value) {
        return 64 - Long.numberOfLeadingZeros(value);
    }

    private long signed(int slot, Kind kind, int which, int sign, long value) {
        long size = magnitude(slots.block(slot, which), slots.generalBlock(kind, which), Math.abs(value));
        if (size == 0) return 0;
        int flag = SIGN + sign;
        int general = kind.number * Slots.FLAGS + flag;
        int negative =
                wire.bit(value < 0 ? 1 : 0, slots.flags, slot * Slots.FLAGS + flag, slots.flags, general, Odds.NIMBLE);
        return negative == 1 ? -size : size;
    }

    /** A number from 0 to 2^63 - 1 by the histogram of a general slot. */
    long magnitude(Kind kind, long value) {
        int block = slots.generalBlock(kind, 0);
        return magnitude(block, block, value);
    }

    private long magnitude(int block, int general, long value) {
        int length = bitLength(value);
        int node = 1;
        for (int i = 5; i >= 0; i--) node = (node << 1) | digit((length >>> i) & 1, block, general, node);
        length = node & 63;
        if (length < 2) return length;
        return length < LARGE_BITS ? small(block, general, length, value) : large(block, general, length, value);
    }

    private long small(int block, int general, int length, long value) {
        int at = SMALL + (1 << (length - 1)) - 1;
        int node = 1;
        for (int i = length - 2; i >= 0; i--)
            node = (node << 1) | digit((int) (value >>> i) & 1, block, general, at + node);
        return node;
    }

    private long large(int block, int general, int length, long value) {
        int at = LARGE + 3 * (Math.min(length, LAST_LARGE) - LARGE_BITS) - 1;
        int node = 1;
        for (int i = length - 2; i >= length - 3; i--)
            node = (node << 1) | digit((int) (value >>> i) & 1, block, general, at + node);
        int rest = length - 3;
        return ((long) node << rest) | wire.raw(value & ((1L << rest) - 1), rest);
    }

    private int digit(int bit, int block, int general, int at) {
        int own = slots.place(block + at);
        int shared = slots.place(general + at);
        return wire.bit(bit, slots.odds, own, slots.odds, shared, Odds.STEADY);
    }
}
