package io.meshplane.ingest.domain.series;

import java.util.UUID;

/**
 * The lines of one upload, or that there were some.
 *
 * @param atMs when the node closed the upload, in our time; milliseconds since epoch UTC
 * @param event id of the upload: a repeat has the same
 * @param lines how many it had
 * @param correctionMs what was added to the node's time to have ours
 * @param data as LogBlock writes it
 */
public record LogRow(
        int nodeNo, long atMs, UUID event, long bootId, long sequence, int lines, long correctionMs, byte[] data) {
    private static final long DAY_MS = 86_400_000;

    /** Days since 1970, UTC, in which a time lies. */
    public static int dayOf(long atMs) {
        return Math.toIntExact(Math.floorDiv(atMs, DAY_MS));
    }

    /** The day to whose budget it counts. */
    public int day() {
        return dayOf(atMs);
    }
}
