package io.meshplane.bench.telemetry.size;

import java.util.Arrays;

/** Writes the few protobuf fields of remote-write into a buffer that is used again. */
final class ProtoBuffer {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void varint(int field, long value) {
        raw(((long) field << 3) | VARINT);
        raw(value);
    }

    void number(int field, double value) {
        raw(((long) field << 3) | FIXED_64);
        reserve(Long.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Long.BYTES; i++) bytes[length++] = (byte) (bits >>> (8 * i));
    }

    void bytes(int field, byte[] value) {
        bytes(field, value, value.length);
    }

    void message(int field, ProtoBuffer value) {
        bytes(field, value.bytes, value.length);
    }

    private void bytes(int field, byte[] value, int count) {
        raw(((long) field << 3) | BYTES);
        raw(count);
        append(value, count);
    }

    /** Fields that are written already. */
    void fields(byte[] value) {
        append(value, value.length);
    }

    private void append(byte[] value, int count) {
        reserve(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
    }

    /** A bare varint, such as one of a packed field. */
    void raw(long value) {
        reserve(10);
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) bytes[length++] = (byte) (rest | 0x80);
        bytes[length++] = (byte) rest;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
}
