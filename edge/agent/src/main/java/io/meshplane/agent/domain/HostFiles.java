package io.meshplane.agent.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Parsers of the host's files in /proc and /sys (proc(5)). What a file does not say is absent from the result. */
public final class HostFiles {
    /** Linux shows CPU times to programs in hundredths of a second on every architecture. */
    private static final double TICKS_PER_SECOND = 100;

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

    /** Entries of /proc/meminfo that are given in kB, in bytes. */
    public static Map<String, Double> memoryBytes(String meminfo) {
        Map<String, Double> bytes = new LinkedHashMap<>();
        for (String line : meminfo.split("\n")) {
            String[] words = line.strip().split("[:\\s]+");
            if (words.length != 3 || !words[2].equals("kB")) continue;
            OptionalDouble kibibytes = number(words[1]);
            if (kibibytes.isPresent()) bytes.put(words[0], kibibytes.getAsDouble() * 1024);
        }
        return bytes;
    }

    /** Seconds since the host started, of /proc/uptime; 0 if it says nothing. */
    public static double uptimeSeconds(String uptime) {
        return number(uptime.strip().split("\\s+")[0]).orElse(0);
    }

    /** Seconds of all CPUs together by mode, of the first line of /proc/stat. */
    public static Map<String, Double> cpuSeconds(String stat) {
        String[] words = stat.split("\n", 2)[0].strip().split("\\s+");
        Map<String, Double> seconds = new LinkedHashMap<>();
        if (!words[0].equals("cpu")) return seconds;
        for (int i = 0; i < CPU_MODES.size() && i + 1 < words.length; i++) {
            OptionalDouble ticks = number(words[i + 1]);
            if (ticks.isPresent()) seconds.put(CPU_MODES.get(i), ticks.getAsDouble() / TICKS_PER_SECOND);
        }
        return seconds;
    }

    /** Degrees of a thermal zone's file, which holds thousandths. */
    public static OptionalDouble celsius(String temp) {
        OptionalDouble milli = number(temp.strip());
        return milli.isPresent() ? OptionalDouble.of(milli.getAsDouble() / 1000) : milli;
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private HostFiles() {}
}
