package io.meshplane.telemetry.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Ranges that several records of the model share. */
final class Checks {
    static void text(String what, String value, int maxBytes) {
        if (value.isEmpty()) throw new IllegalArgumentException(what + " is empty");
        if (tooLong(value, maxBytes))
            throw new IllegalArgumentException(what + " is longer than " + maxBytes + " bytes");
    }

    static void optionalText(String what, @Nullable String value, int maxBytes) {
        if (value != null) text(what, value, maxBytes);
    }

    /** A letter or underscore, then letters, digits and underscores; a colon too where the Prometheus data model allows it. */
    static void name(String what, String value, boolean colonAllowed) {
        text(what, value, 200);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colonAllowed && c == ':');
            boolean digit = i > 0 && c >= '0' && c <= '9';
            if (!letter && !digit) throw new IllegalArgumentException(what + " has a wrong character at index " + i);
        }
    }

    static boolean tooLong(String value, int maxBytes) {
        if (value.length() > maxBytes) return true;
        return value.length() * 3L > maxBytes && value.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }

    private Checks() {}
}
