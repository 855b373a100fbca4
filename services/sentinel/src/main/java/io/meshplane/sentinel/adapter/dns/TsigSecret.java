package io.meshplane.sentinel.adapter.dns;

import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** A key for TSIG (RFC 8945) from its text form {@code name:algorithm:base64}; the algorithm is hmac-sha256 or hmac-sha512. */
final class TsigSecret {
    private static final int BYTES_MIN = 16;
    private static final Map<String, Name> ALGORITHMS =
            Map.of("hmac-sha256", TSIG.HMAC_SHA256, "hmac-sha512", TSIG.HMAC_SHA512);
    private static final Map<String, String> JCA_NAMES =
            Map.of("hmac-sha256", "HmacSHA256", "hmac-sha512", "HmacSHA512");

    /**
     * Reads a key.
     *
     * @param clock dates what is signed, and tells whether an answer's date is near
     * @throws IllegalArgumentException if it is not of that form; the message does not repeat the text
     */
    static TSIG read(String text, Clock clock) {
        String[] fields = text.strip().split(":", -1);
        if (fields.length != 3) throw new IllegalArgumentException("a TSIG key is name:algorithm:base64");
        Name algorithm = ALGORITHMS.get(fields[1]);
        if (algorithm == null) throw new IllegalArgumentException("a TSIG key is hmac-sha256 or hmac-sha512");
        byte[] secret = Base64.getDecoder().decode(fields[2]);
        if (secret.length < BYTES_MIN) throw new IllegalArgumentException("a TSIG key has 128 bits or more");
        SecretKeySpec key = new SecretKeySpec(secret, JCA_NAMES.get(fields[1]));
        return new TSIG(algorithm, name(fields[0]), key, clock);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("the name of the TSIG key is no DNS name", e);
        }
    }

    private TsigSecret() {}
}
