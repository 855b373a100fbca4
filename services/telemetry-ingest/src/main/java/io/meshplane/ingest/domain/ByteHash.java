package io.meshplane.ingest.domain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hash of bytes for tables in memory, eight bytes at a step; of no use beyond this process. */
public final class ByteHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

    /** Hash of the bytes from start to end, different for every seed. */
    public static int of(byte[] bytes, int start, int end, long seed) {
        long hash = (seed + end - start) * ODD;
        int at = start;
        for (; at + 8 <= end; at += 8) hash = mixed(hash ^ (long) LONG.get(bytes, at));
        long rest = 0;
        for (; at < end; at++) rest = (rest << 8) | (bytes[at] & 0xff);
        hash = mixed(hash ^ rest);
        return (int) (hash ^ (hash >>> 32));
    }

    /** Mixes a number into a hash. */
    public static long mixed(long hash) {
        long product = hash * ODD;
        return product ^ (product >>> 29);
    }

    private ByteHash() {}
}
