package io.meshplane.route.domain;

import java.net.Inet6Address;
import java.nio.ByteBuffer;

/** An IPv6 address by its bits, so that every way to write it names the same end of a link. */
public record LinkAddress(long high, long low) implements Comparable<LinkAddress> {
    private static final int GROUPS = 8;

    /**
     * Reads any textual form (RFC 4291 §2.2) without a zone.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static LinkAddress parse(String text) {
        if (text.indexOf('%') >= 0) throw new IllegalArgumentException("an address without a zone is expected");
        ByteBuffer bits = ByteBuffer.wrap(Inet6Address.ofLiteral(text).getAddress());
        if (bits.remaining() != Long.BYTES * 2) throw new IllegalArgumentException("not an IPv6 address");
        return new LinkAddress(bits.getLong(), bits.getLong());
    }

    @Override
    public int compareTo(LinkAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The short form of RFC 5952, such as {@code fe80::1}. */
    @Override
    public String toString() {
        int zerosFrom = GROUPS;
        int zeros = 1; // a single group of zeros is written out
        for (int from = 0; from < GROUPS; from++) {
            int length = 0;
            while (from + length < GROUPS && group(from + length) == 0) length++;
            if (length > zeros) {
                zerosFrom = from;
                zeros = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosFrom) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> (16 * (3 - index % 4))) & 0xffff;
    }
}
