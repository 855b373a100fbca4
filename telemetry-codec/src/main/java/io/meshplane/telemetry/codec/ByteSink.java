package io.meshplane.telemetry.codec;

import java.util.Arrays;

/** Growing buffer with the format's number encodings. */
final class ByteSink {
    private byte[] buffer = new byte[1024];
    private int size;

    void u8(int value) {
        if (size == buffer.length) buffer = Arrays.copyOf(buffer, size * 2);
        buffer[size++] = (byte) value;
    }

    /** Unsigned LEB128, 1-10 bytes. */
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        u8((int) rest);
    }

    /** Signed: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Little endian. */
    void fixed64(long value) {
        for (int shift = 0; shift < 64; shift += 8) u8((int) (value >>> shift));
    }

    void bytes(byte[] value) {
        if (buffer.length - size < value.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + value.length));
        }
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }
}
