package io.meshplane.bench.telemetry.size;

import java.util.Arrays;

/** Bits behind each other, the highest first. */
final class BitBuffer {
    private byte[] bytes = new byte[4096];
    private long count;

    /** The lowest bits of a value; 0 to 64 of them. */
    void write(long value, int bits) {
        if ((count + bits + 7) / 8 > bytes.length) bytes = Arrays.copyOf(bytes, bytes.length * 2);
        for (int i = bits - 1; i >= 0; i--) {
            if (((value >>> i) & 1) != 0) bytes[(int) (count >>> 3)] |= (byte) (0x80 >>> (count & 7));
            count++;
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, (int) ((count + 7) / 8));
    }
}
