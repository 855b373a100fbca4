package io.meshplane.ingest.domain.series;

import java.util.UUID;

/**
 * Values of a node within an hour, as a row.
 *
 * @param fromMs of the earliest value, milliseconds since epoch UTC
 * @param toMs of the latest value
 * @param event id of the upload: with node and time it says whether the row is there
 * @param correctionMs what was added to the node's times to have ours: less it, they are as the node said them
 * @param data see ChunkWriter
 */
public record ChunkRow(int nodeNo, long fromMs, long toMs, UUID event, long correctionMs, byte[] data) {
    /** No row spans the boundary between two hours, UTC, so a question about some time knows where to begin. */
    public static final long SPAN_MS = 3_600_000;
}
