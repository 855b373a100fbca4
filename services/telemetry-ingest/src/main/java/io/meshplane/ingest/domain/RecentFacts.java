package io.meshplane.ingest.domain;

/**
 * Which facts were told a short while ago, in bounded memory: a table of hashes in which a fact may push out another one. That is
 * then told again, which is harmless.
 */
public final class RecentFacts {
    private final long[] keys;
    private final long[] values;
    private final long[] toldAtMs;
    private final long repeatMs;

    /**
     * Remembers nothing yet.
     *
     * @param slots a power of two
     * @param repeatMs an unchanged fact is news again after so long
     */
    public RecentFacts(int slots, long repeatMs) {
        if (Integer.bitCount(slots) != 1) throw new IllegalArgumentException("not a power of two: " + slots);
        this.keys = new long[slots];
        this.values = new long[slots];
        this.toldAtMs = new long[slots];
        this.repeatMs = repeatMs;
    }

    /** Whether nothing is known under this key, another value is, or the same was told too long ago. */
    public boolean isNews(long key, long value, long nowMs) {
        int slot = slot(key);
        boolean known = keys[slot] == key && values[slot] == value && toldAtMs[slot] != 0;
        return !known || nowMs - toldAtMs[slot] >= repeatMs || nowMs < toldAtMs[slot];
    }

    /** Remembers that a fact was told. */
    public void told(long key, long value, long nowMs) {
        int slot = slot(key);
        keys[slot] = key;
        values[slot] = value;
        toldAtMs[slot] = nowMs;
    }

    private int slot(long key) {
        return (int) (key ^ (key >>> 32)) & (keys.length - 1);
    }

    /** A hash of texts and numbers, in this order. */
    public static long hash(Object... parts) {
        long hash = parts.length;
        for (Object part : parts) hash = mixed(hash ^ longHash(part));
        return hash;
    }

    private static long longHash(Object part) {
        if (part instanceof Number number) return number.longValue();
        long hash = 1;
        String text = part.toString();
        for (int i = 0; i < text.length(); i++) hash = mixed(hash + text.charAt(i));
        return hash;
    }

    /** A bijection that spreads (the finaliser of SplitMix64). */
    private static long mixed(long value) {
        long mixed = (value + 0x9e37_79b9_7f4a_7c15L) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}
