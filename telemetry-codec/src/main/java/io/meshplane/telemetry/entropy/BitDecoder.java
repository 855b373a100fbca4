package io.meshplane.telemetry.entropy;

/**
 * The other half of {@link BitEncoder}. Total: on bytes that nobody encoded it yields some bits and never throws; behind the
 * end it reads zeros, and {@link #overrun} says how far, so that a caller stops a message that cannot be true.
 */
public final class BitDecoder {
    private static final int TOP = 0xFF00_0000;

    private byte[] buffer = new byte[0];
    private int position;
    private int end;
    private long low;
    private long high;
    private long code;

    /** Begins a message at buffer[from] that ends before buffer[to]. The buffer is read, not copied. */
    public void reset(byte[] from, int start, int to) {
        buffer = from;
        position = start;
        end = to;
        low = 0;
        high = 0xFFFF_FFFFL;
        code = 0;
        for (int i = 0; i < 4; i++) code = (code << 8) | next();
    }

    /**
     * The next bit.
     *
     * @param p1 as the encoder was told
     */
    public int decode(int p1) {
        long middle = low + (((high - low) * p1) >>> 16);
        int bit;
        if (code <= middle) {
            high = middle;
            bit = 1;
        } else {
            low = middle + 1;
            bit = 0;
        }
        while ((((int) low ^ (int) high) & TOP) == 0) {
            low = (low << 8) & 0xFFFF_FFFFL;
            high = ((high << 8) & 0xFFFF_FFFFL) | 0xFF;
            code = ((code << 8) & 0xFFFF_FFFFL) | next();
        }
        return bit;
    }

    /** Bits that were coded as they are, highest first; 0 to 64. */
    public long decodeRaw(int bits) {
        long value = 0;
        for (int i = 0; i < bits; i++) value = (value << 1) | decode(1 << 15);
        return value;
    }

    private int next() {
        int at = position++;
        return at < end ? buffer[at] & 0xFF : 0;
    }

    /** Bytes read behind the end; more than 4 means that the message was not written by the encoder. */
    public int overrun() {
        return Math.max(0, position - end);
    }
}
