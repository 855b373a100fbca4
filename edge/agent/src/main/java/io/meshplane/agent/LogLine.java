package io.meshplane.agent;

/**
 * A line of the router's log, as it came; its time is in it.
 *
 * @param bytes without the line's end, mostly UTF-8, at most {@link #MAX_BYTES}. Handed over, not copied: nobody writes to them
 *     afterwards
 * @param urgent ERROR or worse: should be on its way within two seconds
 */
@SuppressWarnings("ArrayRecordComponent") // a log moves through here; no one compares lines
public record LogLine(byte[] bytes, boolean urgent) {
    /** Longer lines are cut before they come here. */
    public static final int MAX_BYTES = 4_096;
}
