package io.meshplane.sentinel.domain.alert;

import java.net.URI;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The way to a contact. */
public sealed interface Channel {
    /**
     * Signed JSON by HTTP.
     *
     * @param secretHex 32 bytes that sign; it is not printed
     */
    record Webhook(URI url, String secretHex) implements Channel {
        public static final int SECRET_BYTES = 32;

        public Webhook {
            if (HexFormat.of().parseHex(secretHex).length != SECRET_BYTES) {
                throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes");
            }
        }

        @Override
        public String toString() {
            return "Webhook[" + url + "]";
        }
    }

    /** Mail to one address. */
    record Email(String address) implements Channel {
        private static final int ADDRESS_MAX = 254; // RFC 5321 section 4.5.3.1.3, less the angle brackets
        private static final Pattern FORM =
                Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

        public Email {
            if (address.length() > ADDRESS_MAX || !FORM.matcher(address).matches()) {
                throw new IllegalArgumentException("an address such as anna@mesh.example is expected");
            }
        }
    }

    /** An Alertmanager, which wakes people by its own rules. */
    record Alertmanager(URI url) implements Channel {}
}
