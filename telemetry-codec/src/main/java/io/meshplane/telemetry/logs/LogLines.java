package io.meshplane.telemetry.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of bytes behind each other in one buffer, without their line ends. Reusable; not thread-safe. */
public final class LogLines {
    /** Longest line, in bytes. */
    public static final int MAX_LINE_BYTES = 65_536;

    private byte[] text = new byte[4096];
    private int[] ends = new int[64];
    private int lines;
    private int sizeBytes;

    /** Forgets all lines; the memory stays. */
    public void clear() {
        lines = 0;
        sizeBytes = 0;
    }

    /**
     * Adds a line; its bytes may be anything.
     *
     * @return false, and nothing is added, if it is longer than {@link #MAX_LINE_BYTES}
     */
    public boolean add(byte[] line) {
        return add(line, 0, line.length);
    }

    /** As {@link #add(byte[])}, with the bytes of source from (inclusive) to (exclusive). */
    public boolean add(byte[] source, int from, int to) {
        if (to - from > MAX_LINE_BYTES) return false;
        append(source, from, to);
        endLine();
        return true;
    }

    /** Adds a line of text as UTF-8. A lone surrogate becomes '?', as bytes cannot hold one. */
    public boolean add(String line) {
        return add(line.getBytes(StandardCharsets.UTF_8));
    }

    /** How many lines. */
    public int count() {
        return lines;
    }

    /** Bytes of all lines together, line ends not counted. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The buffer that {@link #start} and {@link #end} point into; to be read only, until the next change. */
    public byte[] buffer() {
        return text;
    }

    /** Where a line begins in the buffer. */
    public int start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    /** Behind the last byte of a line in the buffer. */
    public int end(int line) {
        return ends[line];
    }

    /** A copy of one line. */
    public byte[] line(int line) {
        return Arrays.copyOfRange(text, start(line), end(line));
    }

    /** One line as text; bytes that are no UTF-8 become U+FFFD. */
    public String text(int line) {
        return new String(text, start(line), end(line) - start(line), StandardCharsets.UTF_8);
    }

    void append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, text, sizeBytes, to - from);
        sizeBytes += to - from;
    }

    void append(int value) {
        reserve(1);
        text[sizeBytes++] = (byte) value;
    }

    void endLine() {
        if (lines == ends.length) ends = Arrays.copyOf(ends, lines * 2);
        ends[lines++] = sizeBytes;
    }

    private void reserve(int bytes) {
        if (bytes > text.length - sizeBytes) text = Arrays.copyOf(text, Math.max(text.length * 2, sizeBytes + bytes));
    }
}
