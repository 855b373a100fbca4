package io.meshplane.ingest.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of protobuf's bytes with an upper limit. What goes over the limit is dropped and remembered as
 * {@link #isOver}: the caller asks once, at the end.
 */
public final class ProtoBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int baseBytes;
    private final int maxBytes;
    private byte[] bytes;
    private int size;
    private boolean over;

    public ProtoBytes(int baseBytes, int maxBytes) {
        this.baseBytes = Math.min(baseBytes, maxBytes);
        this.maxBytes = maxBytes;
        this.bytes = new byte[this.baseBytes];
    }

    public void clear() {
        if (bytes.length > baseBytes) bytes = new byte[baseBytes];
        size = 0;
        over = false;
    }

    public int size() {
        return size;
    }

    public boolean isOver() {
        return over;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Makes room; false and over if the limit forbids it. */
    private boolean room(int more) {
        if (more <= bytes.length - size) return true;
        if (over || more > maxBytes - size) {
            over = true;
            return false;
        }
        bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(size + more, 2 * bytes.length)));
        return true;
    }

    public void varint(long value) {
        if (!room(10)) return;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void octet(int value) {
        if (room(1)) bytes[size++] = (byte) value;
    }

    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    public void fixed64(long value) {
        if (!room(8)) return;
        LONG.set(bytes, size, value);
        size += 8;
    }

    public void fixed64s(long[] values, int from, int count) {
        if (!room(Math.multiplyExact(8, count))) return;
        for (int i = from; i < from + count; i++) {
            LONG.set(bytes, size, values[i]);
            size += 8;
        }
    }

    public void raw(byte[] from, int start, int end) {
        if (!room(end - start)) return;
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /** A field that holds bytes. */
    public void field(int tag, byte[] from, int start, int end) {
        varint(tag);
        varint(end - start);
        raw(from, start, end);
    }

    /** A field of text, left out when empty. */
    public void text(int tag, String text) {
        if (text.isEmpty()) return;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        field(tag, utf8, 0, utf8.length);
    }

    /** A number, left out when 0. */
    public void number(int tag, long value) {
        if (value == 0) return;
        varint(tag);
        varint(value);
    }

    /** Opens a field whose length is not known yet; {@link #close} with what this gives. */
    public int open(int tag) {
        varint(tag);
        if (!room(1)) return size;
        return ++size;
    }

    /** Writes the length of what was opened in front of it. */
    public void close(int mark) {
        if (over) return;
        int length = size - mark;
        int needed = lengthBytes(length);
        if (needed > 1) {
            if (!room(needed - 1)) return;
            System.arraycopy(bytes, mark, bytes, mark + needed - 1, length);
            size += needed - 1;
        }
        int at = mark - 1;
        int rest = length;
        while (rest > 0x7f) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at] = (byte) rest;
    }

    private static int lengthBytes(int length) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7);
    }
}
