package io.meshplane.telemetry.logs;

import java.util.Arrays;

/** Which name came with which: a bounded table from a key to the number of a name and how often it was right in a row (0 to 3). */
final class Pairs {
    private static final int BITS = 11;
    private static final int CHECK = 0xFFFF_0000;

    /** Upper half: check of the key; then 8 bits name, 4 bits sureness, 1 bit "in use". */
    private final int[] entries = new int[1 << BITS];

    int sizeBytes() {
        return 4 * entries.length;
    }

    int digest() {
        return Arrays.hashCode(entries);
    }

    /** A key of two numbers. */
    static int key(int a, int b) {
        int h = (a + 1) * 0x9E37_79B1 + (b + 1) * 0x85EB_CA6B;
        h ^= h >>> 15;
        h *= 0x2C1B_3C6D;
        return h ^ (h >>> 13);
    }

    /** The name that came with a key, -1 if none is known. */
    int name(int key) {
        int entry = entries[key & ((1 << BITS) - 1)];
        return (entry & 1) != 0 && ((entry ^ key) & CHECK) == 0 ? (entry >>> 8) & 0xFF : -1;
    }

    /** How often in a row it was right; only if there is one. */
    int sureness(int key) {
        return (entries[key & ((1 << BITS) - 1)] >>> 4) & 3;
    }

    /** Learns which name came with a key. */
    void learn(int key, int name) {
        int at = key & ((1 << BITS) - 1);
        int known = name(key);
        int sureness = sureness(key);
        if (known == name) {
            if (sureness < 3) entries[at] += 1 << 4;
        } else if (sureness > 0) {
            entries[at] -= 1 << 4;
        } else {
            entries[at] = (key & CHECK) | (name << 8) | 1;
        }
    }
}
