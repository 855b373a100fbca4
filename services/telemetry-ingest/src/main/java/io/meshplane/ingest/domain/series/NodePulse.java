package io.meshplane.ingest.domain.series;

/**
 * How a node reports: what tells whether its values are current.
 *
 * @param newestMs time of its newest sample, milliseconds since epoch UTC; 0 = none yet
 * @param heardMs when its last upload came, our clock
 * @param offsetMs to be added to its times to have ours: the difference of the clocks and the way here
 * @param intervalMs from one upload to the next
 * @param correctionMs what was added to the times of its last upload, as its clock is plainly wrong ({@link UploadTimes#correctionMs});
 *     0 = its clock is believed
 */
public record NodePulse(long newestMs, long heardMs, long offsetMs, long intervalMs, long correctionMs) {
    /** So many uploads may be missing before what they should have brought is stale. */
    public static final int INTERVALS = 3;

    static final long USUAL_INTERVAL_MS = 60_000;
    static final long SHORTEST_INTERVAL_MS = 1_000;
    static final long LONGEST_INTERVAL_MS = 3_600_000;
    /** The bits by which Prometheus marks the end of a series. */
    public static final long STALE_MARKER = 0x7ff0_0000_0000_0002L;

    /** Of a node that was never heard. */
    public static final NodePulse NONE = new NodePulse(0, 0, 0, USUAL_INTERVAL_MS, 0);

    /**
     * Age of a value.
     *
     * @param ageMs since it was sampled, in our time; 0 or more
     */
    public record Age(long ageMs, boolean stale) {}

    /**
     * The pulse after an upload.
     *
     * @param firstMs of its samples, corrected
     * @param lastMs of its samples, corrected
     * @param scrapes how many different times its samples have; 0 = it had no samples
     */
    public NodePulse after(UploadTimes upload, long firstMs, long lastMs, int scrapes) {
        long heard = Math.max(heardMs, upload.receivedAtMs());
        if (scrapes == 0 || lastMs <= newestMs || upload.backlog()) {
            long newest = Math.max(newestMs, scrapes == 0 ? 0 : lastMs);
            return new NodePulse(newest, heard, offsetMs, intervalMs, correction(upload));
        }
        boolean numbered = upload.sentAtMs() != 0;
        long offset = numbered
                ? upload.receivedAtMs() - upload.sentAtMs() - upload.correctionMs()
                : Math.min(0, upload.receivedAtMs() - lastMs); // it may have been on its way for any time
        return new NodePulse(lastMs, heard, offset, interval(numbered, firstMs, lastMs, scrapes), correction(upload));
    }

    /** Backlog says nothing of clocks, and neither does what comes late. */
    private long correction(UploadTimes upload) {
        return upload.backlog() || upload.receivedAtMs() < heardMs ? correctionMs : upload.correctionMs();
    }

    private long interval(boolean numbered, long firstMs, long lastMs, int scrapes) {
        long spanMs = lastMs - firstMs;
        if (numbered && scrapes > 1) return bounded(spanMs + spanMs / (scrapes - 1));
        return newestMs == 0 ? intervalMs : bounded(lastMs - newestMs);
    }

    private static long bounded(long ms) {
        return Math.clamp(ms, SHORTEST_INTERVAL_MS, LONGEST_INTERVAL_MS);
    }

    /**
     * The rule of freshness: a value is stale when three more should have come, by the slower of the node's reports and the series'
     * own samples, or when its sender marked the series' end. The node's clock is believed only as far as its difference from ours
     * is known.
     *
     * @param gapMs between the series' last two samples; 0 = there was one
     * @param ended whether the value is {@link #STALE_MARKER}
     */
    public Age age(long sampleMs, long gapMs, boolean ended, long nowMs) {
        long ageMs = Math.max(0, nowMs - sampleMs - offsetMs);
        long expectedMs = Math.max(intervalMs, Math.min(gapMs, LONGEST_INTERVAL_MS));
        return new Age(ageMs, ended || ageMs > INTERVALS * expectedMs);
    }

    /** Age of the node's newest sample. */
    public Age age(long nowMs) {
        return age(newestMs, 0, false, nowMs);
    }
}
