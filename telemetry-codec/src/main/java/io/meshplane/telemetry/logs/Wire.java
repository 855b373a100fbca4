package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.BitPort;

/** The port of the batch at hand, with decisions that learn: a writer passes each bit on, a reader returns what it read. */
final class Wire {
    private BitPort port;
    private boolean writing;

    Wire(BitPort port) {
        this.port = port;
        writing = port.writing();
    }

    void connect(BitPort to) {
        port = to;
        writing = to.writing();
    }

    BitPort port() {
        return port;
    }

    /** True if bits are written, so that what is coded is known. */
    boolean writing() {
        return writing;
    }

    /** True if more was read than any writer wrote. */
    boolean exhausted() {
        return port.exhausted();
    }

    /** A bit by a given chance, in units of 2^-16, 1 to 65535. */
    int bit(int bit, int p1) {
        return port.bit(bit, p1);
    }

    /** The lowest bits of a value as they are. */
    long raw(long value, int bits) {
        return port.raw(value, bits);
    }

    /** A bit by its own odds, which learn from it. */
    int bit(int bit, int[] odds, int at, int limit) {
        int before = odds[at] == Odds.UNKNOWN ? Odds.EVEN : odds[at];
        int result = port.bit(bit, Odds.p16(before));
        odds[at] = Odds.learn(before, result, limit);
        return result;
    }

    /** A bit by its own odds, which start where those of a more general case stand; these learn only from starts. */
    int bit(int bit, int[] odds, int at, int[] generals, int general, int limit) {
        int before = odds[at];
        if (before == Odds.UNKNOWN) {
            int start = generals[general];
            int result = bit(bit, odds, at, Odds.heir(start), limit);
            generals[general] = Odds.learn(start == Odds.UNKNOWN ? Odds.EVEN : start, result, limit);
            return result;
        }
        return bit(bit, odds, at, before, limit);
    }

    private int bit(int bit, int[] odds, int at, int before, int limit) {
        int result = port.bit(bit, Odds.p16(before));
        odds[at] = Odds.learn(before, result, limit);
        return result;
    }
}
