package io.meshplane.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a figure depends on besides the code.
 *
 * @param cpu as the kernel names it
 * @param loadBefore processes that wanted to run in the minute before the measurement; -1 = unknown
 */
public record MachineFacts(String cpu, int cores, String system, String java, double loadBefore) {
    /** Of this machine, now. */
    public static MachineFacts now() {
        return new MachineFacts(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String cpuName() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name"))
                    return line.substring(line.indexOf(':') + 1).strip();
            }
        } catch (IOException notLinux) {
            return "unknown";
        }
        return "unknown";
    }

    /** One line for people. */
    public String inWords() {
        return "%s, %d cores, load %.1f before, %s, %s".formatted(cpu, cores, loadBefore, system, java);
    }
}
