package io.meshplane.telemetry.entropy;

/**
 * The other half of {@link BitEncoder}. Total: on bytes that nobody encoded it yields some bits and never throws; behind the
 * end it reads zeros, and {@link #overrun} says how far, so that a caller stops a message that cannot be true.
 */
public final class BitDecoder extends BitPort {
    private static final int READ_AHEAD_BYTES = 4;

    private byte[] buffer = new byte[0];
    private int position;
    private int end;
    private long range;
    /** The message's number, less the low end of the interval. */
    private long code;

    /** Begins a message at buffer[from] that ends before buffer[to]. The buffer is read, not copied. */
    public void reset(byte[] from, int start, int to) {
        buffer = from;
        position = start;
        end = to;
        range = BitEncoder.WHOLE;
        code = 0;
        for (int i = 0; i < READ_AHEAD_BYTES; i++) code = (code << 8) | next();
    }

    /**
     * The next bit.
     *
     * @param p1 as the encoder was told
     */
    public int decode(int p1) {
        long part = (range * p1) >>> 16;
        long rest = code - part;
        long one = rest >> 63; // all ones for a 1: no branch depends on the bit, which nobody can foresee
        range = (part & one) | ((range - part) & ~one);
        code = rest + (part & one);
        while (range < BitEncoder.LEAST) shift();
        return (int) one & 1;
    }

    /** Bits that were coded as they are, highest first; 0 to 64. */
    public long decodeRaw(int bits) {
        long value = 0;
        for (int left = bits; left > 0; ) {
            int chunk = Math.min(left, BitEncoder.RAW_CHUNK);
            left -= chunk;
            range >>>= chunk;
            long part = Math.min(code / range, (1 << chunk) - 1);
            code -= part * range;
            value = (value << chunk) | part;
            while (range < BitEncoder.LEAST) shift();
        }
        return value;
    }

    @Override
    public boolean writing() {
        return false;
    }

    @Override
    public int bit(int bit, int p1) {
        return decode(p1);
    }

    @Override
    public long raw(long value, int bits) {
        return decodeRaw(bits);
    }

    @Override
    public boolean exhausted() {
        return position - end > READ_AHEAD_BYTES;
    }

    private void shift() {
        range <<= 8;
        code = ((code << 8) & (BitEncoder.WHOLE - 1)) | next();
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
