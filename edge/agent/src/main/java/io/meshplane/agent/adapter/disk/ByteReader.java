package io.meshplane.agent.adapter.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. The bytes have proven true by a checksum, so anything odd is a bug or another version:
 * {@link IllegalArgumentException}.
 */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int u8() {
        if (at == bytes.length) throw new IllegalArgumentException("record too short");
        return bytes[at++] & 0xFF;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = u8();
            value |= (part & 0x7FL) << shift;
            if (part < 0x80) return value;
        }
        throw new IllegalArgumentException("varint too long");
    }

    /** A count of things that take a byte each at least. */
    int count() {
        long count = varint();
        if (count < 0 || count > bytes.length - at) throw new IllegalArgumentException("count: " + count);
        return (int) count;
    }

    long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed64() {
        long value = 0;
        for (int i = 0; i < 8; i++) value = (value << 8) | u8();
        return value;
    }

    byte[] block() {
        int size = count();
        byte[] block = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return block;
    }

    String text() {
        return new String(block(), StandardCharsets.UTF_8);
    }
}
