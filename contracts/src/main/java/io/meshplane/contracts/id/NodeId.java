package io.meshplane.contracts.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Name of a node for ever: {@code n} and 26 characters of lower-case base32 (RFC 4648 alphabet, no padding) over the first
 * 16 bytes of SHA-256 of the node's first public key. Keys may be replaced later, the id stays.
 */
public record NodeId(String value) {
    private static final Pattern FORM = Pattern.compile("n[a-z2-7]{26}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    public NodeId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a node id: n and 26 characters of a-z2-7 are expected");
        }
    }

    /**
     * The id of the node that enrols with this key.
     *
     * @param publicKey raw Ed25519 public key, 32 bytes (RFC 8032)
     */
    public static NodeId ofPublicKey(byte[] publicKey) {
        if (publicKey.length != 32)
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + publicKey.length);
        return new NodeId("n" + base32(Arrays.copyOf(sha256(publicKey), 16)));
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        long window = 0;
        int bits = 0;
        for (byte b : bytes) {
            window = (window << 8) | (b & 0xff);
            for (bits += 8; bits >= 5; bits -= 5) out.append(ALPHABET.charAt((int) (window >>> (bits - 5)) & 31));
        }
        if (bits > 0) out.append(ALPHABET.charAt((int) (window << (5 - bits)) & 31));
        return out.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
