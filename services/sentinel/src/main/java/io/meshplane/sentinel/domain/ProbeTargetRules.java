package io.meshplane.sentinel.domain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Where a probe may go. Operators choose the targets, so they must not reach the sentinel's own host or cloud. */
public final class ProbeTargetRules {
    /** Instance metadata of clouds outside link-local: AWS on IPv6, Alibaba, Oracle. */
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /**
     * Why this address is denied, in words; empty = it may be probed.
     *
     * @param loopbackAllowed on a developer's machine all targets are there
     */
    public static Optional<String> denial(InetAddress address, boolean loopbackAllowed) {
        if (address.isLoopbackAddress()) return loopbackAllowed ? Optional.empty() : Optional.of("loopback");
        if (address.isAnyLocalAddress() || isThisNetwork(address)) return Optional.of("unspecified");
        if (address.isLinkLocalAddress()) return Optional.of("link-local");
        if (address.isMulticastAddress() || isBroadcast(address)) return Optional.of("multicast");
        if (METADATA.contains(address.getHostAddress())) return Optional.of("metadata of a cloud");
        return embedded(address).flatMap(inner -> denial(inner, loopbackAllowed));
    }

    /** 0.0.0.0/8, RFC 1122 §3.2.1.3. */
    private static boolean isThisNetwork(InetAddress address) {
        return address instanceof Inet4Address && address.getAddress()[0] == 0;
    }

    private static boolean isBroadcast(InetAddress address) {
        return address.getHostAddress().equals("255.255.255.255");
    }

    /** The IPv4 address that an IPv6 one leads to: IPv4-compatible, NAT64 (RFC 6052) or 6to4 (RFC 3056). */
    private static Optional<Inet4Address> embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) return Optional.empty();
        byte[] head = Arrays.copyOf(bytes, 12);
        if (Arrays.equals(head, new byte[12]) || Arrays.equals(head, NAT64)) return ipv4(bytes, 12);
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? ipv4(bytes, 2) : Optional.empty();
    }

    private static Optional<Inet4Address> ipv4(byte[] bytes, int offset) {
        return Optional.of(Inet4Address.ofLiteral("%d.%d.%d.%d"
                .formatted(
                        bytes[offset] & 0xff,
                        bytes[offset + 1] & 0xff,
                        bytes[offset + 2] & 0xff,
                        bytes[offset + 3] & 0xff)));
    }

    private ProbeTargetRules() {}
}
