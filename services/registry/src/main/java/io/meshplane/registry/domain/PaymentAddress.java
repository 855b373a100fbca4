package io.meshplane.registry.domain;

import java.util.Locale;

/** The wallet that pays for a node: 0x and 40 hex digits, kept in lower case. */
public record PaymentAddress(String value) {
    public PaymentAddress {
        if (!value.matches("0x[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("not an address: 0x and 40 hex digits are expected");
        }
        value = value.toLowerCase(Locale.ROOT);
    }
}
