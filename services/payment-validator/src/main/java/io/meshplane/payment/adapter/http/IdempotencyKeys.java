package io.meshplane.payment.adapter.http;

import io.meshplane.payment.ClaimFlow;
import io.meshplane.platform.http.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of draft-ietf-httpapi-idempotency-key-header: a string of RFC 9651, such as {@code "8e03978e"}. Many clients leave the
 * quotes out; that is taken too. Keys are of one node: another node's same key is another key.
 */
final class IdempotencyKeys {
    private static final int UNPROCESSABLE = 422;
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\]){1,128})\"");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    /** @return empty without the header */
    static Optional<ClaimFlow.Key> read(@Nullable String header, byte[] body) {
        return header == null
                ? Optional.empty()
                : Optional.of(new ClaimFlow.Key(value(header.strip()), fingerprint(body)));
    }

    private static String value(String header) {
        if (BARE.matcher(header).matches()) return header;
        Matcher quoted = QUOTED.matcher(header);
        if (quoted.matches()) return quoted.group(1).replaceAll("\\\\(.)", "$1");
        throw Problem.invalidField("Idempotency-Key", "a string of 1 to 128 characters in quotes is expected")
                .asException();
    }

    private static String fingerprint(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    static Problem reused() {
        return new Problem(
                "urn:meshplane:problem:key-reused",
                "The Idempotency-Key stands for another request",
                UNPROCESSABLE,
                "a request with this key and another body was answered before; take a new key",
                null);
    }

    private IdempotencyKeys() {}
}
