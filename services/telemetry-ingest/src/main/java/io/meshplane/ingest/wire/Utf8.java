package io.meshplane.ingest.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks UTF-8 (RFC 3629) where it lies, without making a string. */
public final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    /** Whether the bytes from start to end are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
    public static boolean isValid(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            while (at + 8 <= end && ((long) LONG.get(bytes, at) & NOT_ASCII) == 0) at += 8;
            if (at == end) return true;
            int length = lengthAt(bytes, at, end);
            if (length == 0) return false;
            at += length;
        }
        return true;
    }

    /** How many bytes the character there has; 0 = it is none. */
    public static int lengthAt(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) return 1;
        if (first < 0xc2) return 0;
        if (first < 0xe0) return isRest(bytes, at + 1, end) ? 2 : 0;
        if (first < 0xf0) return isThree(bytes, at, end, first) ? 3 : 0;
        return first < 0xf5 && isFour(bytes, at, end, first) ? 4 : 0;
    }

    private static boolean isThree(byte[] bytes, int at, int end, int first) {
        if (!isRest(bytes, at + 1, end) || !isRest(bytes, at + 2, end)) return false;
        int second = bytes[at + 1] & 0xff;
        return first == 0xe0 ? second >= 0xa0 : first != 0xed || second < 0xa0;
    }

    private static boolean isFour(byte[] bytes, int at, int end, int first) {
        if (!isRest(bytes, at + 1, end) || !isRest(bytes, at + 2, end) || !isRest(bytes, at + 3, end)) return false;
        int second = bytes[at + 1] & 0xff;
        return first == 0xf0 ? second >= 0x90 : first != 0xf4 || second < 0x90;
    }

    private static boolean isRest(byte[] bytes, int at, int end) {
        return at < end && (bytes[at] & 0xc0) == 0x80;
    }

    private Utf8() {}
}
