package io.meshplane.ingest.domain;

/**
 * How old a node's newest values are. Computed without trusting the node's clock: only differences between its own times count.
 *
 * @param ageSeconds since the last sample was taken
 * @param stale whether so much time has passed that {@link #INTERVALS} more uploads should have come
 */
public record Freshness(long ageSeconds, boolean stale) {
    static final int INTERVALS = 3;
    /** Between two uploads of a node, if its upload does not tell: one sample has no distance to another. */
    private static final long USUAL_INTERVAL_MS = 60_000;

    /**
     * The freshness of an upload.
     *
     * @param firstMs of its first sample, the node's clock
     * @param lastMs of its last one
     * @param count of times at which it sampled
     * @param sentAtMs when the node closed it, its clock; 0 = not said
     * @param receivedAtMs when it came, our clock
     * @param nowMs our clock
     */
    public static Freshness of(long firstMs, long lastMs, int count, long sentAtMs, long receivedAtMs, long nowMs) {
        long waitedMs = sentAtMs == 0 ? 0 : Math.max(0, sentAtMs - lastMs);
        long ageMs = Math.max(0, nowMs - receivedAtMs) + waitedMs;
        long spanMs = lastMs - firstMs;
        long intervalMs = count < 2 || spanMs <= 0 ? USUAL_INTERVAL_MS : spanMs + spanMs / (count - 1);
        return new Freshness(ageMs / 1000, ageMs > INTERVALS * intervalMs);
    }
}
