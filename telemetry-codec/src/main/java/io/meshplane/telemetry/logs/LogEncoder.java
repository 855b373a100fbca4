package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.BitEncoder;

/**
 * Writes lines of a log in few bits. What it has learned from the lines so far is its state; a {@link LogDecoder} follows it as long as
 * it reads all that was written, in order. After a message that was lost, or was not sent, both start anew with {@link #reset}.
 * Bounded: at most {@link #MAX_STATE_BYTES} of memory whatever the lines are. Not thread-safe.
 */
public final class LogEncoder {
    /** Most bytes of memory that the state takes on either side. */
    public static final int MAX_STATE_BYTES = 256 * 1024;

    private LineCoder coder;
    private Wire wire;

    /** With the state that every log starts from. */
    public LogEncoder() {
        wire = new Wire(new BitEncoder());
        coder = Primer.coder(wire);
    }

    /** Forgets everything; a decoder must do the same. */
    public void reset() {
        coder = Primer.coder(wire);
    }

    /** Writes all lines, in their order; any bytes will do. */
    public void encode(LogLines lines, BitEncoder out) {
        wire.connect(out);
        coder.count(lines.count());
        for (int i = 0; i < lines.count(); i++) coder.code(lines, i, 0);
    }

    /** Bytes of memory that the state takes. */
    public int stateBytes() {
        return coder.sizeBytes();
    }

    int digest() {
        return coder.digest();
    }
}
