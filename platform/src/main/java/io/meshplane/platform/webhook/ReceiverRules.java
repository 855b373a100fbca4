package io.meshplane.platform.webhook;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where requests that somebody else set may go: public addresses, so that nobody reaches through this service what only it can reach. Whatever a
 * name says at registration, the address is judged again at each connection.
 *
 * @param allowed ranges that an operator of this service opened nevertheless
 */
public record ReceiverRules(List<AddressRange> allowed) {
    private static final int URL_MAX = 2_048;
    /** Special-purpose addresses that are not globally reachable (IANA registries, RFC 6890 and later), multicast, and class E. */
    private static final List<AddressRange> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    // of IPv6 only global unicast is public, and not all of that
                    "::/3",
                    "4000::/2",
                    "8000::/1",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    private static final AddressRange IPV4_MAPPED = AddressRange.parse("0:0:0:0:0:ffff:0:0/96");

    public ReceiverRules {
        allowed = List.copyOf(allowed);
    }

    /** What is wrong with a URL whatever its name resolves to; empty if nothing is. */
    public static Optional<String> complaint(URI url) {
        if (url.toString().length() > URL_MAX) return Optional.of("is longer than " + URL_MAX + " characters");
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) return Optional.of("must be https");
        if (url.getHost() == null) return Optional.of("names no host");
        if (url.getRawUserInfo() != null) return Optional.of("must not hold a user or password");
        if (url.getRawFragment() != null) return Optional.of("must not hold a fragment");
        return Optional.empty();
    }

    /**
     * Whether may be connected to an address.
     *
     * @param address 4 or 16 bytes
     * @param encrypted false for plain http, which is for opened ranges only
     */
    public boolean allows(byte[] address, boolean encrypted) {
        byte[] judged = IPV4_MAPPED.contains(address) ? Arrays.copyOfRange(address, 12, 16) : address;
        if (allowed.stream().anyMatch(range -> range.contains(judged))) return true;
        return encrypted && NOT_PUBLIC.stream().noneMatch(range -> range.contains(judged));
    }
}
