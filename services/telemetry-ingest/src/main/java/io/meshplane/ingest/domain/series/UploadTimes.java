package io.meshplane.ingest.domain.series;

/**
 * What an upload says of time.
 *
 * @param sentAtMs when the node closed it, its clock; 0 = not said
 * @param receivedAtMs when it came, our clock
 * @param backlog whether it was kept through an outage: then the time between the two says nothing of clocks
 */
public record UploadTimes(long sentAtMs, long receivedAtMs, boolean backlog) {
    /** No transport takes longer without the upload being backlog, so a larger difference is a wrong clock. */
    static final long TOLERANCE_MS = 10 * 60_000;
    /** Clocks that are a little fast are not refused. */
    public static final long FUTURE_MS = 86_400_000;

    /** Where a sample belongs. */
    public enum Fate {
        KEPT,
        /** Its partition is gone or about to go. */
        LATE,
        /** More than a day ahead of us. */
        FUTURE
    }

    /**
     * What must be added to the upload's times to have them in our time: 0 unless the node's clock is plainly wrong. It follows from
     * the upload alone, so a replay corrects alike.
     */
    public long correctionMs() {
        if (sentAtMs == 0 || backlog) return 0;
        long difference = receivedAtMs - sentAtMs;
        return Math.abs(difference) <= TOLERANCE_MS ? 0 : difference;
    }

    /** When the node closed it, in our time; when it came, if the node does not say. */
    public long closedAtMs() {
        return sentAtMs == 0 ? receivedAtMs : sentAtMs + correctionMs();
    }

    /**
     * Where a sample belongs.
     *
     * @param sampleMs corrected
     * @param retentionMs how long samples are kept
     */
    public static Fate fate(long sampleMs, long retentionMs, long nowMs) {
        if (sampleMs < nowMs - retentionMs) return Fate.LATE;
        return sampleMs > nowMs + FUTURE_MS ? Fate.FUTURE : Fate.KEPT;
    }
}
