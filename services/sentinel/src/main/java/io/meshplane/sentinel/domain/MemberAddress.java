package io.meshplane.sentinel.domain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** What DNS answers for a member: an IPv4 or IPv6 address in its usual text form, never a name. */
public record MemberAddress(String value) implements Comparable<MemberAddress> {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public MemberAddress {
        InetAddress address = parse(value);
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IllegalArgumentException("an address of one host is expected");
        }
        value = address.getHostAddress();
    }

    /** Reads an address without asking anybody for a name. */
    private static InetAddress parse(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("not an IPv4 or IPv6 address");
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an IPv4 or IPv6 address", e);
        }
    }

    /** A or AAAA. */
    public RecordType recordType() {
        return parse(value) instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
    }

    @Override
    public int compareTo(MemberAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
