package io.meshplane.telemetry.logs;

import java.util.Arrays;

/**
 * The latest 8 KiB of what was coded as text, a 0 behind each token, and where in it the last four bytes stood before: what
 * followed there may follow again.
 */
final class History {
    /** The longest match that is told apart from longer ones. */
    static final int MOST = 15;

    private static final int SIZE_BITS = 13;
    private static final int MASK = (1 << SIZE_BITS) - 1;
    private static final int HASH_BITS = 11;
    private static final int LEAST = 4;
    private static final int NONE = -1;

    private final byte[] text = new byte[1 << SIZE_BITS];
    private final short[] places = new short[1 << HASH_BITS];
    private int end;
    private int follows = NONE;
    private int length;

    History() {
        Arrays.fill(places, (short) NONE);
    }

    void learnFrom(History other) {
        System.arraycopy(other.text, 0, text, 0, text.length);
        System.arraycopy(other.places, 0, places, 0, places.length);
        end = other.end;
        follows = other.follows;
        length = other.length;
    }

    /** How many bytes the place that is followed has been right for, 0 to 15. */
    int length() {
        return length;
    }

    /**
     * The bit that the place which is followed tells, -1 if it tells none.
     *
     * @param node 0 for the end of the token, else a 1 and the upper bits of the byte so far
     */
    int expected(int node) {
        if (follows == NONE) return NONE;
        int next = text[follows] & 0xFF;
        if (node == 0) return next == 0 ? 1 : 0;
        int known = 31 - Integer.numberOfLeadingZeros(node);
        boolean right = ((next | 0x100) >>> (8 - known)) == node;
        return right ? (next >>> (7 - known)) & 1 : NONE;
    }

    void add(int value) {
        if (follows != NONE && (text[follows] & 0xFF) == value) {
            length = Math.min(length + 1, MOST);
            follows = (follows + 1) & MASK;
        } else {
            length = 0;
            follows = NONE;
        }
        text[end] = (byte) value;
        end = (end + 1) & MASK;
        int hash = 0;
        for (int i = 1; i <= LEAST; i++) hash = (hash + (text[(end - i) & MASK] & 0xFF) + 1) * 0x2F0B_4C47;
        int bucket = hash >>> (32 - HASH_BITS);
        if (follows == NONE) follows = places[bucket];
        places[bucket] = (short) end;
    }

    int sizeBytes() {
        return text.length + 2 * places.length;
    }

    int digest() {
        return 31 * Arrays.hashCode(text) + Arrays.hashCode(places);
    }
}
