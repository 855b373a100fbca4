package io.meshplane.agent.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of a bounded length. Of a longer line the beginning stays, with a note of how much is missing.
 * Bytes may be split anywhere.
 */
public final class LineCutter {
    private final byte[] line;
    private int kept;
    private long skipped;
    private long pending;

    /**
     * A cutter.
     *
     * @param maxBytes of a line that it hands out, the note included; at least 64
     */
    public LineCutter(int maxBytes) {
        if (maxBytes < 64) throw new IllegalArgumentException("a line needs 64 bytes: " + maxBytes);
        this.line = new byte[maxBytes];
    }

    /** Takes bytes and hands out the lines that they end; a carriage return at a line's end belongs to the end. */
    public void feed(byte[] bytes, int length, Consumer<byte[]> lines) {
        for (int i = 0; i < length; i++) {
            pending++;
            if (bytes[i] == '\n') {
                end(lines);
            } else if (kept < line.length) {
                line[kept++] = bytes[i];
            } else {
                skipped++;
            }
        }
    }

    /** Hands out a line that has no end, as when a file was replaced; empty ones are dropped. */
    public void flush(Consumer<byte[]> lines) {
        if (pending > 0) end(lines);
    }

    /** Forgets the line that has no end yet. */
    public void discard() {
        kept = 0;
        skipped = 0;
        pending = 0;
    }

    /** Bytes fed since the last end of a line. */
    public long pendingBytes() {
        return pending;
    }

    private void end(Consumer<byte[]> lines) {
        if (skipped == 0) {
            int length = kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept;
            if (length > 0) lines.accept(Arrays.copyOf(line, length));
        } else {
            lines.accept(cut());
        }
        discard();
    }

    private byte[] cut() {
        int room = line.length - 40;
        int end = room;
        while (end > room - 4 && (line[end] & 0xc0) == 0x80) end--; // not within a UTF-8 character
        byte[] note = (" ... [" + (kept - end + skipped) + " bytes cut]").getBytes(StandardCharsets.US_ASCII);
        byte[] cut = Arrays.copyOf(line, end + note.length);
        System.arraycopy(note, 0, cut, end, note.length);
        return cut;
    }
}
