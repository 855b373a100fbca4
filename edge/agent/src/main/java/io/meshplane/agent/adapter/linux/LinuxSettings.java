package io.meshplane.agent.adapter.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a real router is watched.
 *
 * @param root of the file system whose proc and sys are read, {@code /} but in tests
 * @param data the node's data folder
 * @param interval between two observations
 * @param babelSocket where babeld listens, host:port or a path; null = there is none
 * @param log {@code journal}, or the path of a log file; null = no log is followed
 * @param steps declared precision by metric name, in the metric's unit; what is not in it is lossless
 * @param programs that are asked
 */
public record LinuxSettings(
        Path root,
        Path data,
        Duration interval,
        @Nullable String babelSocket,
        @Nullable String log,
        Map<String, Double> steps,
        Programs programs) {
    /** Value of {@code log} for systemd's journal. */
    public static final String JOURNAL = "journal";

    /** Names, looked up in PATH, or paths of the programs that are asked. */
    public record Programs(String wg, String iw, String journalctl) {
        /** As they are called everywhere. */
        public static final Programs USUAL = new Programs("wg", "iw", "journalctl");
    }

    public LinuxSettings {
        steps = Map.copyOf(steps);
        steps.forEach((name, step) -> {
            if (!(step > 0) || step.isInfinite()) throw new IllegalArgumentException("step of " + name + ": " + step);
        });
        if (!interval.isPositive()) throw new IllegalArgumentException("interval <= 0");
    }

    /** This host, without a log and lossless. */
    public static LinuxSettings of(Path root, Path data, @Nullable String babelSocket) {
        return new LinuxSettings(root, data, Duration.ofSeconds(10), babelSocket, null, Map.of(), Programs.USUAL);
    }
}
