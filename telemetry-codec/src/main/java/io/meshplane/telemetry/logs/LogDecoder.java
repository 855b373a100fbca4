package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.BitDecoder;

/**
 * Reads what a {@link LogEncoder} wrote. Total: whatever the bits are, it ends in time proportional to the bytes that it may give,
 * throws nothing, and says whether they can be true. Not thread-safe.
 */
public final class LogDecoder {
    private LineCoder coder;
    private Wire wire;
    private boolean lost;

    /** With the state that every log starts from. */
    public LogDecoder() {
        wire = new Wire(new BitDecoder());
        coder = Primer.coder(wire);
    }

    /** Forgets everything; the encoder must have done the same. */
    public void reset() {
        coder = Primer.coder(wire);
        lost = false;
    }

    /**
     * Reads the lines of one message.
     *
     * @param maxLines most lines, 0 or more
     * @param maxBytes most bytes of all lines together, 0 or more
     * @param into cleared, then given the lines
     * @return false if the bits break a rule or a limit: there are no lines then, and the state is lost until {@link #reset}
     */
    public boolean decode(BitDecoder in, int maxLines, int maxBytes, LogLines into) {
        into.clear();
        wire.connect(in);
        long count = lost ? -1 : coder.count(0);
        lost = count < 0 || count > maxLines;
        for (long i = 0; i < count && !lost; i++) lost = !coder.code(into, 0, maxBytes);
        if (lost) into.clear();
        return !lost;
    }

    /** Bytes of memory that the state takes. */
    public int stateBytes() {
        return coder.sizeBytes();
    }

    int digest() {
        return coder.digest();
    }
}
