package io.meshplane.ingest.domain.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64-bit hash of a series: of its name and, in any order, its labels. It is kept in the database, so it must never change. Two
 * series of one node that collide would be one; at 20,000 series the odds are 10⁻¹¹.
 */
public final class SeriesHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long START = 0x9e37_79b9_7f4a_7c15L;

    /** Of a text, UTF-8. */
    public static long ofText(byte[] bytes, int start, int end) {
        long hash = mixed(START ^ (end - start));
        int at = start;
        for (; at + 8 <= end; at += 8) hash = mixed(hash ^ (long) LONG.get(bytes, at));
        long rest = 0;
        for (; at < end; at++) rest = (rest << 8) | (bytes[at] & 0xff);
        return mixed(hash ^ rest);
    }

    /** Of a series without labels, from the hash of its name. */
    public static long ofName(long name) {
        return mixed(name);
    }

    /** Adds a label to a series' hash. */
    public static long withLabel(long series, long name, long value) {
        return series + mixed(Long.rotateLeft(name, 21) ^ mixed(value ^ START));
    }

    /** The last step of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input changes half of the output's. */
    private static long mixed(long value) {
        long hash = value;
        hash = (hash ^ (hash >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return hash ^ (hash >>> 31);
    }

    private SeriesHash() {}
}
