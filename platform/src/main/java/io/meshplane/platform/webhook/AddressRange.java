package io.meshplane.platform.webhook;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Addresses that share their first bits (CIDR, RFC 4632 and RFC 4291).
 *
 * @param prefix hex of 4 bytes (IPv4) or 16 bytes (IPv6)
 * @param bits of the prefix that count
 */
public record AddressRange(String prefix, int bits) {
    public AddressRange {
        int size = HexFormat.of().parseHex(prefix).length;
        if ((size != 4 && size != 16) || bits < 0 || bits > size * 8) {
            throw new IllegalArgumentException("not a range of addresses: " + prefix + "/" + bits);
        }
    }

    static AddressRange of(byte[] prefix, int bits) {
        return new AddressRange(HexFormat.of().formatHex(prefix), bits);
    }

    /**
     * Reads a range as people write it.
     *
     * @param text such as {@code 10.0.0.0/8}, or {@code fc00::/7}
     * @throws IllegalArgumentException with words for people
     */
    public static AddressRange parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("an address, a slash and a number of bits are expected: " + text);
        }
        return of(AddressText.parse(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Whether an address is of this family and in this range. */
    public boolean contains(byte[] address) {
        byte[] wanted = HexFormat.of().parseHex(prefix);
        if (wanted.length != address.length) return false;
        int whole = bits / 8;
        if (!Arrays.equals(wanted, 0, whole, address, 0, whole)) return false;
        int rest = bits % 8;
        return rest == 0 || (wanted[whole] & 0xff) >> (8 - rest) == (address[whole] & 0xff) >> (8 - rest);
    }
}
