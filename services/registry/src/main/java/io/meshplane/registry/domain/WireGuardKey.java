package io.meshplane.registry.domain;

import java.util.Base64;

/**
 * Public key of a WireGuard interface, as {@code wg} writes it.
 *
 * @param value 32 bytes in base64, 44 characters
 */
public record WireGuardKey(String value) implements Comparable<WireGuardKey> {
    private static final int BYTES = 32;

    public WireGuardKey {
        byte[] key = Base64.getDecoder().decode(value);
        if (key.length != BYTES || !Base64.getEncoder().encodeToString(key).equals(value))
            throw new IllegalArgumentException("32 bytes in base64 are expected");
    }

    /** Its 32 bytes. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(value);
    }

    @Override
    public int compareTo(WireGuardKey other) {
        return value.compareTo(other.value);
    }
}
