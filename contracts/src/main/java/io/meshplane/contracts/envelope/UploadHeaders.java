package io.meshplane.contracts.envelope;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the Kafka headers of a record on uploads.v1 say beside the CloudEvent's: enough to keep count of a node's uploads without
 * reading a body. Only uploads that a node numbers carry it.
 *
 * @param bootId any 64 bits
 * @param sequence 1 or more
 * @param closedAtMs when the node closed the upload, by its clock but not later than it came; milliseconds since epoch UTC
 */
public record UploadHeaders(long bootId, long sequence, long closedAtMs) {
    /** Header: boot id in 16 hex digits, sequence and time in decimal, between slashes; ASCII. */
    public static final String NUMBER = "upload_number";

    private static final int BOOT_DIGITS = 16;

    public UploadHeaders {
        if (sequence < 1) throw new IllegalArgumentException("sequence < 1: " + sequence);
    }

    /** The header's value. */
    public byte[] toBytes() {
        String text = HexFormat.of().toHexDigits(bootId) + '/' + sequence + '/' + closedAtMs;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a header's value.
     *
     * @return null if it is none
     */
    public static @Nullable UploadHeaders read(byte @Nullable [] value) {
        if (value == null) return null;
        String text = new String(value, StandardCharsets.US_ASCII);
        int second = text.indexOf('/', BOOT_DIGITS + 1);
        if (second < 0 || text.charAt(BOOT_DIGITS) != '/') return null;
        try {
            return new UploadHeaders(
                    Long.parseUnsignedLong(text, 0, BOOT_DIGITS, 16),
                    Long.parseLong(text, BOOT_DIGITS + 1, second, 10),
                    Long.parseLong(text, second + 1, text.length(), 10));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
