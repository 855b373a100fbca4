package io.meshplane.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far, by Linux's own accounting.
 *
 * @param cpuSeconds user and system time of all its threads, and of children that have ended; in steps of 10 ms
 * @param peakRssBytes most memory it had resident at any time
 */
public record ProcessUsage(double cpuSeconds, long peakRssBytes) {
    /** What the kernel counts in, on every platform it shows to programs (proc(5), USER_HZ). */
    private static final double TICKS_A_SECOND = 100;

    private static final int USER_FIELD = 11;

    /** Of a process that runs. */
    public static ProcessUsage of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        long peakKib = 0;
        for (String line : Files.readAllLines(folder.resolve("status"))) {
            if (line.startsWith("VmHWM:")) peakKib = Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
        return new ProcessUsage(cpuSeconds(Files.readString(folder.resolve("stat"))), peakKib * 1024);
    }

    /** Of a line of {@code /proc/PID/stat}; the name of the program may hold anything, a parenthesis too. */
    static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 0; i < 4; i++) ticks += Long.parseLong(fields[USER_FIELD + i]);
        return ticks / TICKS_A_SECOND;
    }

    /** CPU seconds of all that a process has started and that runs. */
    public static double cpuSecondsOfDescendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToDouble(child -> {
                    try {
                        return of(child.pid()).cpuSeconds();
                    } catch (IOException endedMeanwhile) {
                        return 0;
                    }
                })
                .sum();
    }
}
