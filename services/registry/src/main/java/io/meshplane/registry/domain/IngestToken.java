package io.meshplane.registry.domain;

/**
 * A token with which standard senders write as a node. Only its hash is kept.
 *
 * @param hash SHA-256 of the token's text, 64 lower-case hex digits
 */
public record IngestToken(String hash) {
    private static final int ID_DIGITS = 16;

    public IngestToken {
        if (!hash.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("not a SHA-256 in hex");
    }

    /** What operators call it: the hash's beginning. */
    public String id() {
        return hash.substring(0, ID_DIGITS);
    }
}
