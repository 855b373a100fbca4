package io.meshplane.ingest.domain.forward;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Which addresses an outbound URL may lead to. */
public final class AddressRules {
    /** Of AWS over IPv6. */
    private static final byte[] EC2_METADATA = {(byte) 0xfd, 0, 0x0e, (byte) 0xc2};
    /** Of Alibaba. */
    private static final byte[] ALIBABA_METADATA = {100, 100, 100, (byte) 200};
    /** Of Oracle. */
    private static final byte[] ORACLE_METADATA = {(byte) 192, 0, 0, (byte) 192};

    /** Addresses that are never a store. */
    public static boolean isMetadata(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address four ->
                four.isLinkLocalAddress()
                        || Arrays.equals(bytes, ALIBABA_METADATA)
                        || Arrays.equals(bytes, ORACLE_METADATA);
            case Inet6Address six ->
                six.isLinkLocalAddress() || Arrays.equals(bytes, 0, 4, EC2_METADATA, 0, 4) || hidesMetadata(bytes);
            default -> true;
        };
    }

    /** NAT64 (64:ff9b::/96) and 6to4 (2002::/16) carry an IPv4 address that must not be a link-local one. */
    private static boolean hidesMetadata(byte[] six) {
        boolean nat64 = six[0] == 0 && six[1] == 0x64 && six[2] == (byte) 0xff && six[3] == (byte) 0x9b;
        boolean sixToFour = six[0] == 0x20 && six[1] == 0x02;
        int at = nat64 ? 12 : 2;
        return (nat64 || sixToFour) && six[at] == (byte) 169 && six[at + 1] == (byte) 254;
    }

    /** Whether a store may be there. */
    public static boolean isAllowed(InetAddress address, boolean loopbackToo) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || isMetadata(address)) return false;
        return loopbackToo || !address.isLoopbackAddress();
    }

    private AddressRules() {}
}
