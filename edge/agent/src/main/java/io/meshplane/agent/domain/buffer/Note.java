package io.meshplane.agent.domain.buffer;

/**
 * Something that happened on the node, in the agent's words.
 *
 * @param atMs milliseconds since epoch UTC by the node's clock
 * @param lastedMs 0 = a moment
 * @param kind such as {@code uplink-down}, {@code samples-dropped}, {@code buffer-damaged}, {@code link-down}, {@link #CLOCK_STEP}; ASCII, 1-64 bytes
 * @param text ASCII; cut at 960 bytes
 */
public record Note(long atMs, long lastedMs, String kind, String text) {
    /** The clock was set: times before this note and behind it are of two clocks, and no batch holds both. */
    public static final String CLOCK_STEP = "clock-step";

    public Note {
        if (kind.isEmpty() || kind.length() > 64) throw new IllegalArgumentException("kind: " + kind);
        if (lastedMs < 0) throw new IllegalArgumentException("lasted < 0: " + lastedMs);
        if (text.length() > 960) text = text.substring(0, 960);
    }
}
