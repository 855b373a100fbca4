package io.meshplane.ingest.domain.series;

import java.util.UUID;

/**
 * Where a page of lines or notices goes on, the newest first: at that row, and within it below its number.
 *
 * @param atMs of the row, milliseconds since epoch UTC
 * @param event of the row
 * @param number of a line or notice within the upload, from 0: those below it follow
 */
public record LogPlace(long atMs, UUID event, int number) {
    /** Behind everything there is. */
    public static final LogPlace END = new LogPlace(Long.MAX_VALUE, new UUID(-1, -1), Integer.MAX_VALUE);
}
