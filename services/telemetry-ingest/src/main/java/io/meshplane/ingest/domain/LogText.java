package io.meshplane.ingest.domain;

import java.util.Arrays;

/** Lines of a log, one behind the other in one array. Reusable; no objects per line. */
public final class LogText {
    private static final int BASE_BYTES = 64 << 10;
    private static final int BASE_LINES = 1024;

    private final int maxBytes;
    private final int maxLines;
    private final Allowance allowance;
    private byte[] bytes = new byte[BASE_BYTES];
    private int[] ends = new int[BASE_LINES];
    private int count;
    private boolean full;

    public LogText(int maxBytes, int maxLines, Allowance allowance) {
        if (maxBytes < 1 || maxLines < 1) throw new IllegalArgumentException("a limit < 1");
        this.maxBytes = maxBytes;
        this.maxLines = maxLines;
        this.allowance = allowance;
    }

    /** Adds a line; false if there is no room for it. */
    public boolean add(byte[] from, int start, int end) {
        int used = count == 0 ? 0 : ends[count - 1];
        int length = end - start;
        if (count == maxLines || length > maxBytes - used) {
            full = true;
            return false;
        }
        if (used + length > bytes.length) {
            int capacity = Math.max(used + length, 2 * bytes.length);
            if (!allowance.take(capacity - bytes.length)) return false;
            bytes = Arrays.copyOf(bytes, capacity);
        }
        if (count == ends.length) {
            if (!allowance.take(4L * count)) return false;
            ends = Arrays.copyOf(ends, 2 * count);
        }
        System.arraycopy(from, start, bytes, used, length);
        ends[count++] = used + length;
        return true;
    }

    /** Whether the last refusal was for the lines' limit, not for memory. */
    public boolean isFull() {
        return full;
    }

    public int count() {
        return count;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    public int end(int line) {
        return ends[line];
    }

    /** Forgets everything and keeps no more memory than is set aside. */
    public void clear() {
        if (bytes.length > BASE_BYTES) bytes = new byte[BASE_BYTES];
        if (ends.length > BASE_LINES) ends = new int[BASE_LINES];
        count = 0;
        full = false;
    }
}
