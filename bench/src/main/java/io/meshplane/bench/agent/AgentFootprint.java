package io.meshplane.bench.agent;

import io.meshplane.bench.process.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes, by Linux's own accounting (proc(5)).
 *
 * @param rssBytes resident at the end, files that it maps included
 * @param anonymousBytes of them, no file's
 * @param peakRssBytes at any time
 * @param descriptors most that were seen open at a time
 * @param startCpuSeconds of CPU until the measurement began
 * @param cpuSeconds of CPU in it, its children's included
 * @param seconds that it took
 */
record AgentFootprint(
        long rssBytes,
        long anonymousBytes,
        long peakRssBytes,
        long descriptors,
        double startCpuSeconds,
        double cpuSeconds,
        double seconds) {
    /** Share of one core. */
    double cpuPercent() {
        return seconds == 0 ? 0 : 100 * cpuSeconds / seconds;
    }

    /** Looks at a process again and again. */
    static final class Watch {
        private final long pid;
        private double startCpuSeconds;
        private long startNanos = System.nanoTime();
        private long descriptors;

        Watch(long pid) {
            this.pid = pid;
        }

        /** From now on CPU counts; what the start took is told apart. */
        void begin() throws IOException {
            startCpuSeconds = ProcessUsage.of(pid).cpuSeconds();
            startNanos = System.nanoTime();
        }

        /** To be called often: descriptors come and go. */
        void look() throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
                descriptors = Math.max(descriptors, open.count());
            }
        }

        AgentFootprint end() throws IOException {
            ProcessUsage usage = ProcessUsage.of(pid);
            return new AgentFootprint(
                    statusBytes("VmRSS"),
                    statusBytes("RssAnon"),
                    usage.peakRssBytes(),
                    descriptors,
                    startCpuSeconds,
                    usage.cpuSeconds() - startCpuSeconds,
                    (System.nanoTime() - startNanos) / 1e9);
        }

        private long statusBytes(String name) throws IOException {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + name + " of process " + pid));
        }
    }
}
