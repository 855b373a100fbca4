package io.meshplane.contracts.envelope;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Name of an event, 32 hex digits: derived from what caused it, so that doing the work twice makes the same event twice. */
public record EventId(String value) {
    private static final int DIGITS = 32;

    public EventId {
        if (!isHex(value)) throw new IllegalArgumentException("not an event id: 32 hex digits are expected");
    }

    private static boolean isHex(String value) {
        if (value.length() != DIGITS) return false;
        for (int i = 0; i < DIGITS; i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }

    /**
     * The id of the event that has exactly these causes.
     *
     * @param causes in order; at least one. Each is fed with its length, so no two lists share an id by concatenation
     */
    public static EventId derivedFrom(String... causes) {
        if (causes.length == 0) throw new IllegalArgumentException("an event has a cause");
        MessageDigest sha256 = sha256();
        for (String cause : causes) {
            byte[] bytes = cause.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(bytes);
        }
        return new EventId(HexFormat.of().formatHex(sha256.digest(), 0, DIGITS / 2));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
