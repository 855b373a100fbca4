package io.meshplane.agent.adapter.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows an array of bytes; numbers as in the batch format: varint, zigzag. */
final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void u8(int value) {
        if (size == bytes.length) bytes = Arrays.copyOf(bytes, size * 2);
        bytes[size++] = (byte) value;
    }

    void varint(long unsigned) {
        long left = unsigned;
        while ((left & ~0x7FL) != 0) {
            u8((int) (left | 0x80));
            left >>>= 7;
        }
        u8((int) left);
    }

    void zigzag(long signed) {
        varint((signed << 1) ^ (signed >> 63));
    }

    void fixed64(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) u8((int) (value >>> shift));
    }

    void raw(byte[] value) {
        if (value.length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + value.length));
        }
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void block(byte[] value) {
        varint(value.length);
        raw(value);
    }

    void text(String value) {
        block(value.getBytes(StandardCharsets.UTF_8));
    }
}
