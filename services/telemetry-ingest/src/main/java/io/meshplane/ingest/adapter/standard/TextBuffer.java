package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.wire.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 that can write JSON (RFC 8259). What goes over its limit is dropped and remembered. */
public final class TextBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);
    private static final int BASE_BYTES = 4 << 10;

    private final int maxBytes;
    private byte[] bytes = new byte[BASE_BYTES];
    private int size;
    private boolean over;

    public TextBuffer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public void clear() {
        if (bytes.length > 16 * BASE_BYTES) bytes = new byte[BASE_BYTES];
        size = 0;
        over = false;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Forgets what was written after the size was so. */
    public void cut(int sizeBytes) {
        size = sizeBytes;
    }

    public boolean isOver() {
        return over;
    }

    private boolean room(int more) {
        if (more <= bytes.length - size) return true;
        if (over || more > maxBytes - size) {
            over = true;
            return false;
        }
        bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(size + more, 2 * bytes.length)));
        return true;
    }

    public TextBuffer octet(int value) {
        if (room(1)) bytes[size++] = (byte) value;
        return this;
    }

    public TextBuffer raw(byte[] from, int start, int end) {
        if (room(end - start)) {
            System.arraycopy(from, start, bytes, size, end - start);
            size += end - start;
        }
        return this;
    }

    /** Plain ASCII. */
    public TextBuffer ascii(String text) {
        if (room(text.length())) for (int i = 0; i < text.length(); i++) bytes[size++] = (byte) text.charAt(i);
        return this;
    }

    public TextBuffer hex(byte[] from, int start, int end) {
        for (int i = start; i < end; i++) octet(HEX[(from[i] >> 4) & 15]).octet(HEX[from[i] & 15]);
        return this;
    }

    /** A JSON string of UTF-8; what is none becomes U+FFFD. */
    public TextBuffer quoted(byte[] from, int start, int end) {
        octet('"');
        int at = start;
        while (at < end && !over) {
            int length = Utf8.lengthAt(from, at, end);
            if (length == 0) {
                raw(REPLACEMENT, 0, REPLACEMENT.length);
                at++;
            } else {
                if (length == 1) escaped(from[at]);
                else raw(from, at, at + length);
                at += length;
            }
        }
        return octet('"');
    }

    private void escaped(int character) {
        switch (character) {
            case '"', '\\' -> octet('\\').octet(character);
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (character >= 0x20) octet(character);
                else ascii("\\u00").octet(HEX[character >> 4]).octet(HEX[character & 15]);
            }
        }
    }
}
