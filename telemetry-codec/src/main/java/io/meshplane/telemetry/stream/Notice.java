package io.meshplane.telemetry.stream;

import java.nio.charset.StandardCharsets;

/**
 * Something that happened at the node: a link went down, samples were dropped.
 *
 * @param atMs when it began, milliseconds since epoch UTC by the node's clock
 * @param lastedMs how long it lasted, by a clock that does not step; 0 = a moment
 * @param kind a word of a small vocabulary; 1-64 bytes
 * @param text details; 0-1024 bytes
 */
public record Notice(long atMs, long lastedMs, String kind, String text) {
    static final int KIND_BYTES = 64;
    static final int TEXT_BYTES = 1024;

    /** Something of a moment. */
    public Notice(long atMs, String kind, String text) {
        this(atMs, 0, kind, text);
    }

    public Notice {
        if (lastedMs < 0) throw new IllegalArgumentException("a notice lasted " + lastedMs + " ms");
        if (kind.isEmpty() || size(kind) > KIND_BYTES) throw new IllegalArgumentException("kind of a notice: " + kind);
        if (size(text) > TEXT_BYTES) throw new IllegalArgumentException("notice longer than " + TEXT_BYTES + " bytes");
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
