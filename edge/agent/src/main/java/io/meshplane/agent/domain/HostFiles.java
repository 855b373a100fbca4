package io.meshplane.agent.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Parsers of the host's files in /proc and /sys (proc(5)). What a file does not say is absent from the result. */
public final class HostFiles {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(?:\\.\\d{1,9})?");
    private static final List<String> CPU_MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");

    /** The three load averages of /proc/loadavg, by the minutes that they cover: 1, 5, 15. */
    public static Map<Integer, Double> loadAverages(String loadavg) {
        String[] words = loadavg.strip().split("\\s+");
        Map<Integer, Double> averages = new LinkedHashMap<>();
        int[] minutes = {1, 5, 15};
        for (int i = 0; i < minutes.length && i < words.length; i++) {
            OptionalDouble average = number(words[i]);
            if (average.isPresent()) averages.put(minutes[i], average.getAsDouble());
        }
        return averages;
    }

    /** Entries of /proc/meminfo that are given in kB, which are KiB. */
    public static Map<String, Double> memoryKibibytes(String meminfo) {
        Map<String, Double> entries = new LinkedHashMap<>();
        for (String line : meminfo.split("\n")) {
            String[] words = line.strip().split("[:\\s]+");
            if (words.length != 3 || !words[2].equals("kB")) continue;
            OptionalDouble kibibytes = number(words[1]);
            if (kibibytes.isPresent()) entries.put(words[0], kibibytes.getAsDouble());
        }
        return entries;
    }

    /** Seconds since the host started, of /proc/uptime; 0 if it says nothing. */
    public static double uptimeSeconds(String uptime) {
        return number(uptime.strip().split("\\s+")[0]).orElse(0);
    }

    /**
     * Time of all CPUs together by mode, of the first line of /proc/stat, in hundredths of a second: Linux shows them so to programs
     * on every architecture.
     */
    public static Map<String, Double> cpuJiffies(String stat) {
        String[] words = stat.split("\n", 2)[0].strip().split("\\s+");
        Map<String, Double> jiffies = new LinkedHashMap<>();
        if (!words[0].equals("cpu")) return jiffies;
        for (int i = 0; i < CPU_MODES.size() && i + 1 < words.length; i++) {
            OptionalDouble ticks = number(words[i + 1]);
            if (ticks.isPresent()) jiffies.put(CPU_MODES.get(i), ticks.getAsDouble());
        }
        return jiffies;
    }

    /** Degrees of a thermal zone's file, which holds thousandths. */
    public static OptionalDouble celsius(String temp) {
        OptionalDouble milli = number(temp.strip());
        return milli.isPresent() ? OptionalDouble.of(milli.getAsDouble() / 1000) : milli;
    }

    /**
     * Counters of /proc/net/snmp by protocol and name, such as {@code Ip.InDiscards}: a line of names, then one of values, each
     * beginning with the protocol.
     */
    public static Map<String, Double> snmp(String snmp) {
        Map<String, Double> counters = new LinkedHashMap<>();
        String[] names = {};
        for (String line : snmp.split("\n")) {
            String[] words = line.strip().split("\\s+");
            boolean values = words.length > 1 && words.length == names.length && words[0].equals(names[0]);
            for (int i = 1; values && i < words.length; i++) {
                OptionalDouble value = number(words[i]);
                String name = words[0].replace(":", "") + "." + names[i];
                if (value.isPresent()) counters.put(name, value.getAsDouble());
            }
            names = values ? new String[0] : words;
        }
        return counters;
    }

    /** A file that holds one number. */
    public static OptionalDouble single(String text) {
        return number(text.strip());
    }

    private static OptionalDouble number(String text) {
        if (!NUMBER.matcher(text).matches()) return OptionalDouble.empty(); // Java also takes "NaN" and "0x1p3"
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private HostFiles() {}
}
