package io.meshplane.contracts.envelope;

import java.nio.charset.StandardCharsets;
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
        StringBuilder text = new StringBuilder(64).append(Long.toHexString(bootId));
        while (text.length() < BOOT_DIGITS) text.insert(0, '0');
        text.append('/').append(sequence).append('/').append(closedAtMs);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a header's value.
     *
     * @return null if it is none
     */
    public static @Nullable UploadHeaders read(byte @Nullable [] value) {
        if (value == null) return null;
        String[] parts = new String(value, StandardCharsets.US_ASCII).split("/", -1);
        if (parts.length != 3 || parts[0].length() != BOOT_DIGITS) return null;
        try {
            return new UploadHeaders(
                    Long.parseUnsignedLong(parts[0], 16), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
