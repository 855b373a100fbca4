package io.meshplane.ingest.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks protobuf's wire form in an array. Total: bytes that are no protobuf make it {@link #isBroken}, from then on it reads zeros
 * and finds no more fields; it never throws and never leaves its range. Reusable, no objects.
 *
 * <p>A walk: {@code while (reader.next()) switch (reader.tag()) …}, each case taking the value or {@link #skip}. A message inside:
 * {@link #region}, then {@link #enter}, the same walk, {@link #leave}.
 */
public final class ProtoReader {
    /** Wire types; a tag is {@code field << 3 | type}. */
    public static final int VARINT = 0;

    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int FIXED32 = 5;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int tag;
    private int tagStart;
    private int from;
    private int to;
    private boolean broken;

    /** Begins anew at the fields from start to end. */
    public void open(byte[] in, int start, int stop) {
        bytes = in;
        at = start;
        end = stop;
        broken = false;
    }

    /** Moves to the next field of the message; false at its end or when broken. */
    public boolean next() {
        if (at >= end || broken) return false;
        tagStart = at;
        int first = bytes[at];
        if (first > 0) {
            at++;
            tag = first;
        } else {
            long read = varint();
            if (read != (int) read) broken = true;
            tag = (int) read;
        }
        if (tag >>> 3 == 0) broken = true;
        return !broken;
    }

    /** Tag of the field: its number and wire type. */
    public int tag() {
        return tag;
    }

    /** Where the field's tag begins. */
    public int tagStart() {
        return tagStart;
    }

    /** Where the next field begins, once this one was taken. */
    public int at() {
        return at;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Takes a number of up to 64 bits. */
    public long varint() {
        if (at < end && bytes[at] >= 0) return bytes[at++];
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) break;
            int b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) return value;
        }
        return brokenZero();
    }

    /** Takes a number whose sign lies in its lowest bit. */
    public long zigzag() {
        long read = varint();
        return (read >>> 1) ^ -(read & 1);
    }

    /** Takes eight bytes. */
    public long fixed64() {
        if (end - at < 8) return brokenZero();
        long value = (long) LONG.get(bytes, at);
        at += 8;
        return value;
    }

    /** Takes a field of bytes: they lie from {@link #from} to {@link #to}. */
    public void region() {
        long length = varint();
        if (length < 0 || length > end - at) {
            broken = true;
            length = 0;
        }
        from = at;
        at += (int) length;
        to = at;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Passes over a field of any type but groups, which nobody sends any more. */
    public void skip() {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> pass(8);
            case BYTES -> region();
            case FIXED32 -> pass(4);
            default -> broken = true;
        }
    }

    private void pass(int count) {
        if (end - at < count) broken = true;
        else at += count;
    }

    /** Goes into a message inside this one; gives the mark for {@link #leave}. */
    public long enter(int start, int stop) {
        long mark = ((long) at << 32) | end;
        at = start;
        end = stop;
        return mark;
    }

    /** Goes back to where {@link #enter} was called. */
    public void leave(long mark) {
        at = (int) (mark >>> 32);
        end = (int) mark;
    }

    /** Whether the bytes are no protobuf. */
    public boolean isBroken() {
        return broken;
    }

    /** Ends the walk: nothing more is found. */
    public void stop() {
        broken = true;
    }

    private long brokenZero() {
        broken = true;
        at = end;
        return 0;
    }
}
