package io.meshplane.agent.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The rows of the table.
     *
     * @param badLines lines of another shape than the two of the heading and a row
     */
    public record Table(List<InterfaceCounters> rows, int badLines) {
        public Table {
            rows = List.copyOf(rows);
        }
    }

    /** Reads /proc/net/dev (proc(5)); the loopback interface is left out, and of two rows of one name the second. */
    public static Table parse(String procNetDev) {
        Map<String, InterfaceCounters> interfaces = new LinkedHashMap<>();
        int badLines = 0;
        for (String line : procNetDev.split("\n")) {
            if (line.isBlank() || line.indexOf('|') >= 0) continue; // the heading
            int colon = line.lastIndexOf(':'); // an alias such as eth0:1 has one of its own
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.equals("lo")) continue;
            String[] columns = line.substring(colon + 1).strip().split("\\s+");
            boolean plain = NAME.matcher(name).matches() && columns.length >= COLUMNS;
            InterfaceCounters counters = plain ? of(name, columns) : null;
            if (counters == null) badLines++;
            else interfaces.putIfAbsent(name, counters);
        }
        return new Table(List.copyOf(interfaces.values()), badLines);
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
            return null;
        }
    }
}
