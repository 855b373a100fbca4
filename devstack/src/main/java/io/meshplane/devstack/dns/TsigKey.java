package io.meshplane.devstack.dns;

import java.time.Clock;
import java.util.Base64;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/**
 * A key for TSIG (RFC 8945). Text form: {@code name:algorithm:base64}, as in {@code sentinel.mesh.test.:hmac-sha256:aGk=}.
 *
 * @param name absolute
 * @param algorithm {@code hmac-sha256} or {@code hmac-sha512}
 * @param secretBase64 the shared secret, base64
 */
public record TsigKey(Name name, String algorithm, String secretBase64) {
    private static final Set<String> ALGORITHMS = Set.of("hmac-sha256", "hmac-sha512");

    public TsigKey {
        if (!name.isAbsolute()) throw new IllegalArgumentException("key name is not absolute: " + name);
        if (!ALGORITHMS.contains(algorithm)) throw new IllegalArgumentException("algorithm: " + algorithm);
        if (Base64.getDecoder().decode(secretBase64).length < 16) {
            throw new IllegalArgumentException("a secret shorter than 128 bits");
        }
    }

    /** @throws IllegalArgumentException if it is not of that form */
    public static TsigKey parse(String text) {
        String[] fields = text.strip().split(":", -1);
        if (fields.length != 3) throw new IllegalArgumentException("a TSIG key is name:algorithm:base64");
        try {
            return new TsigKey(Name.fromString(fields[0], Name.root), fields[1], fields[2]);
        } catch (TextParseException noName) {
            throw new IllegalArgumentException("key name: " + fields[0], noName);
        }
    }

    /**
     * dnsjava's form of it.
     *
     * @param clock for the time in signatures
     */
    public TSIG toTsig(Clock clock) {
        byte[] secret = Base64.getDecoder().decode(secretBase64);
        boolean sha512 = algorithm.equals("hmac-sha512");
        SecretKeySpec key = new SecretKeySpec(secret, sha512 ? "HmacSHA512" : "HmacSHA256");
        return new TSIG(sha512 ? TSIG.HMAC_SHA512 : TSIG.HMAC_SHA256, name, key, clock);
    }

    /** The text form. */
    public String text() {
        return name + ":" + algorithm + ":" + secretBase64;
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "TsigKey[" + name + ", " + algorithm + "]";
    }
}
