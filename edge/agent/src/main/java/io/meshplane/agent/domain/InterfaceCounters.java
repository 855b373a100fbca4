package io.meshplane.agent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of /proc/net/dev. All numbers are cumulative and unsigned 64 bit.
 *
 * @param name of the interface, at most 15 bytes
 */
public record InterfaceCounters(
        String name,
        long receivedBytes,
        long receivedPackets,
        long receivedErrors,
        long receivedDropped,
        long sentBytes,
        long sentPackets,
        long sentErrors,
        long sentDropped) {
    private static final int COLUMNS = 16;
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,15}"); // Linux allows more, people do not

    /** Reads /proc/net/dev (proc(5)); the loopback interface and lines of another shape are left out. */
    public static List<InterfaceCounters> parse(String procNetDev) {
        List<InterfaceCounters> interfaces = new ArrayList<>();
        for (String line : procNetDev.split("\n")) {
            int colon = line.lastIndexOf(':'); // an alias such as eth0:1 has one of its own
            if (colon < 0) continue;
            String name = line.substring(0, colon).strip();
            String[] columns = line.substring(colon + 1).strip().split("\\s+");
            boolean plain = NAME.matcher(name).matches() && !name.equals("lo");
            if (!plain || columns.length < COLUMNS) continue;
            InterfaceCounters counters = of(name, columns);
            if (counters != null) interfaces.add(counters);
        }
        return interfaces;
    }

    private static @Nullable InterfaceCounters of(String name, String[] columns) {
        try {
            return new InterfaceCounters(
                    name,
                    Long.parseUnsignedLong(columns[0]),
                    Long.parseUnsignedLong(columns[1]),
                    Long.parseUnsignedLong(columns[2]),
                    Long.parseUnsignedLong(columns[3]),
                    Long.parseUnsignedLong(columns[8]),
                    Long.parseUnsignedLong(columns[9]),
                    Long.parseUnsignedLong(columns[10]),
                    Long.parseUnsignedLong(columns[11]));
        } catch (NumberFormatException e) {
            return null; // a header line
        }
    }
}
