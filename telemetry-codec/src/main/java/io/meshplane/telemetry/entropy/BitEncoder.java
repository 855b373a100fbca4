package io.meshplane.telemetry.entropy;

import java.util.Arrays;

/**
 * Binary arithmetic encoder: a range coder with carries (after G. N. N. Martin 1979). The interval is [low, low + range) of
 * 32-bit numbers, range above 2^24 before each bit; a 1 takes its lower part. Reusable; not thread-safe.
 */
public final class BitEncoder extends BitPort {
    /** Bits of a raw value that are coded at once. */
    static final int RAW_CHUNK = 12;

    static final long WHOLE = 1L << 32;
    static final long LEAST = 1L << 24;

    private byte[] buffer = new byte[1024];
    private int size;
    private int start;
    private long low;
    private long range = WHOLE;
    /** The byte before those of low, not yet written because a carry may still raise it; then so many 0xFF. */
    private int held;

    private int heldOnes;
    private boolean holding;

    /** Forgets what was written. */
    public void reset() {
        reset(0);
    }

    /** Forgets what was written; {@link #finish} will give a message that begins with so many zeros, for a header. */
    public void reset(int headerBytes) {
        while (buffer.length < headerBytes) buffer = new byte[buffer.length * 2];
        Arrays.fill(buffer, 0, headerBytes, (byte) 0);
        start = headerBytes;
        size = headerBytes;
        low = 0;
        range = WHOLE;
        heldOnes = 0;
        holding = false;
    }

    /**
     * Codes one bit.
     *
     * @param bit 0 or 1
     * @param p1 probability of a 1 in units of 2^-16, 1 to 65535
     */
    public void encode(int bit, int p1) {
        long part = (range * p1) >>> 16;
        if (bit == 0) {
            low += part;
            range -= part;
        } else {
            range = part;
        }
        while (range < LEAST) shift();
    }

    /** Codes the lowest bits of a value as they are, highest first; they cost one bit each. */
    public void encodeRaw(long value, int bits) {
        for (int left = bits; left > 0; ) {
            int chunk = Math.min(left, RAW_CHUNK);
            left -= chunk;
            range >>>= chunk;
            low += range * ((value >>> left) & ((1 << chunk) - 1));
            while (range < LEAST) shift();
        }
    }

    @Override
    public boolean writing() {
        return true;
    }

    @Override
    public int bit(int bit, int p1) {
        encode(bit, p1);
        return bit;
    }

    @Override
    public long raw(long value, int bits) {
        encodeRaw(value, bits);
        return value;
    }

    @Override
    public boolean exhausted() {
        return false;
    }

    private void shift() {
        range <<= 8;
        int carry = (int) (low >>> 32);
        int next = (int) (low >>> 24) & 0xFF;
        low = (low << 8) & (WHOLE - 1);
        if (carry == 0 && next == 0xFF && holding) {
            heldOnes++;
            return;
        }
        release(carry);
        held = next;
        holding = true;
    }

    private void release(int carry) {
        if (!holding) return;
        write(held + carry);
        for (; heldOnes > 0; heldOnes--) write(0xFF + carry);
    }

    private void write(int value) {
        if (size == buffer.length) buffer = Arrays.copyOf(buffer, size * 2);
        buffer[size++] = (byte) value;
    }

    /** Bytes written so far; what is still in the interval comes with {@link #finish}. */
    public int sizeBytes() {
        return size - start + heldOnes + (holding ? 1 : 0);
    }

    /**
     * Ends the message and gives all of it, with as few bytes as tell it apart: a decoder reads zeros behind the end.
     * Call {@link #reset} before the next message.
     */
    public byte[] finish() {
        int bytes = 0;
        while (shortest(bytes) >= low + range) bytes++;
        low = shortest(bytes);
        for (int i = 0; i < bytes; i++) shift();
        release((int) (low >>> 32));
        holding = false;
        return Arrays.copyOf(buffer, size);
    }

    /** The least number of so many bytes, followed by zeros, that is not below the interval. */
    private long shortest(int bytes) {
        long unit = 1L << (32 - 8 * bytes);
        return (low + unit - 1) & -unit;
    }
}
