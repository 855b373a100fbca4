package io.meshplane.agent.domain;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signal strengths of wireless interfaces, from the kernel's table and from {@code iw}. Other lines are skipped. */
public final class Wireless {
    private static final Pattern ROW = Pattern.compile(
            "\\s*([\\x21-\\x7e&&[^/:]]{1,15}):\\s+[0-9a-fA-F]{1,4}\\s+-?\\d{1,4}\\.?\\s+(-?\\d{1,4})\\.?(?:\\s.*)?");
    private static final Pattern STATION = Pattern.compile("Station ([0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}) .*");
    private static final Pattern SIGNAL = Pattern.compile("\\s*signal:\\s+(-?\\d{1,3}) .*");
    private static final int NOT_MEASURED = -256;

    /** Signal in dBm by interface, of /proc/net/wireless; it has a row for interfaces that are a station or ad hoc. */
    public static Map<String, Integer> signals(String procNetWireless) {
        Map<String, Integer> signals = new LinkedHashMap<>();
        for (String line : procNetWireless.split("\n")) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) continue;
            int level = Integer.parseInt(row.group(2));
            int dbm = level > 63 && level < 256 ? level - 256 : level; // old drivers show the byte without its sign
            if (dbm < 0 && dbm > NOT_MEASURED) signals.put(row.group(1), dbm);
        }
        return signals;
    }

    /**
     * Signal in dBm by the station's link-local IPv6 address, of {@code iw dev NAME station dump}. The address is made of the
     * station's MAC (RFC 4291, appendix A), as a router's is that does not hide it.
     */
    public static Map<String, Integer> stations(String dump) {
        Map<String, Integer> signals = new HashMap<>();
        String address = null;
        for (String line : dump.split("\n")) {
            Matcher station = STATION.matcher(line);
            if (station.matches()) address = linkLocal(station.group(1));
            Matcher signal = SIGNAL.matcher(line);
            if (address != null && signal.matches()) signals.putIfAbsent(address, Integer.parseInt(signal.group(1)));
        }
        return signals;
    }

    /** fe80:: and the modified EUI-64 of a MAC, written as RFC 5952 wants. */
    static String linkLocal(String mac) {
        int[] m = new int[6];
        for (int i = 0; i < 6; i++) m[i] = Integer.parseInt(mac.substring(3 * i, 3 * i + 2), 16);
        int[] groups = {((m[0] ^ 2) << 8) | m[1], (m[2] << 8) | 0xff, 0xfe00 | m[3], (m[4] << 8) | m[5]};
        StringBuilder text = new StringBuilder("fe80:");
        boolean leading = true; // a zero group after the prefix belongs to the "::"
        for (int group : groups) {
            if (leading && group == 0) continue;
            leading = false;
            text.append(':').append(Integer.toHexString(group));
        }
        return text.toString();
    }

    private Wireless() {}
}
