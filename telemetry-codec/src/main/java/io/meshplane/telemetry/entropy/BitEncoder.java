package io.meshplane.telemetry.entropy;

import java.util.Arrays;

/**
 * Binary arithmetic encoder (carry-less, 32-bit interval, after Witten, Neal and Cleary 1987). Reusable; not thread-safe.
 * The interval is [low, high] of unsigned 32-bit numbers; a 1 takes its lower part.
 */
public final class BitEncoder {
    private static final long TOP = 0xFF00_0000L;
    private static final long ALL = 0xFFFF_FFFFL;

    private byte[] buffer = new byte[1024];
    private int size;
    private long low;
    private long high = ALL;

    /** Forgets what was written. */
    public void reset() {
        size = 0;
        low = 0;
        high = ALL;
    }

    /**
     * Codes one bit.
     *
     * @param bit 0 or 1
     * @param p1 probability of a 1 in units of 2^-16, 1 to 65535
     */
    public void encode(int bit, int p1) {
        long middle = low + (((high - low) * p1) >>> 16);
        if (bit != 0) high = middle;
        else low = middle + 1;
        while (((low ^ high) & TOP) == 0) shift();
    }

    /** Codes the lowest bits of a value as they are, highest first; they cost one bit each. */
    public void encodeRaw(long value, int bits) {
        for (int i = bits - 1; i >= 0; i--) encode((int) (value >>> i) & 1, 1 << 15);
    }

    private void shift() {
        write((int) (high >>> 24));
        low = (low << 8) & ALL;
        high = ((high << 8) & ALL) | 0xFF;
    }

    private void write(int value) {
        if (size == buffer.length) buffer = Arrays.copyOf(buffer, size * 2);
        buffer[size++] = (byte) value;
    }

    /** Bytes written so far; what is still in the interval comes with {@link #finish}. */
    public int sizeBytes() {
        return size;
    }

    /**
     * Ends the message and gives all of it, with as few bytes as tell it apart: a decoder reads zeros behind the end.
     * Call {@link #reset} before the next message.
     */
    public byte[] finish() {
        // the shortest number in [low, high] when zeros follow it
        for (int bytes = 0; bytes <= 4; bytes++) {
            long mask = bytes == 0 ? 0 : (ALL << (32 - 8 * bytes)) & ALL;
            long candidate = (low + (ALL ^ mask)) & mask;
            if (candidate < low || candidate > high) continue;
            for (int i = 0; i < bytes; i++) write((int) (candidate >>> (24 - 8 * i)));
            return Arrays.copyOf(buffer, size);
        }
        throw new IllegalStateException("an interval holds one of its own ends");
    }
}
