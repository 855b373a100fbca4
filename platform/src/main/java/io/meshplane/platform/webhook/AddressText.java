package io.meshplane.platform.webhook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Addresses in their usual text, dotted (IPv4) or with colons (IPv6, RFC 4291 section 2.2). Never a name: nothing is asked. */
final class AddressText {
    private static final int IPV6_GROUPS = 8;

    /** @throws IllegalArgumentException if it is not the text of an address */
    static byte[] parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static byte[] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) throw notAnAddress(text);
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) throw notAnAddress(text);
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    private static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), text);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), text);
        int missing = IPV6_GROUPS - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) throw notAnAddress(text);
        byte[] address = new byte[16];
        for (int i = 0; i < head.size(); i++) put(address, i, head.get(i));
        for (int i = 0; i < tail.size(); i++) put(address, IPV6_GROUPS - tail.size() + i, tail.get(i));
        return address;
    }

    private static List<Integer> groups(String part, String whole) {
        if (part.isEmpty()) return List.of();
        List<Integer> groups = new ArrayList<>();
        for (String group : Arrays.asList(part.split(":", -1))) {
            if (!group.matches("[0-9a-fA-F]{1,4}")) throw notAnAddress(whole);
            groups.add(Integer.parseInt(group, 16));
        }
        return groups;
    }

    private static void put(byte[] address, int group, int value) {
        address[2 * group] = (byte) (value >> 8);
        address[2 * group + 1] = (byte) value;
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("not an IP address: " + text);
    }

    private AddressText() {}
}
