package io.meshplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Memory of processes, as Linux counts it; empty on other systems. */
final class Memory {
    private static final Path PROC = Path.of("/proc");

    /** A process and its descendants: what is shared between processes counts once (PSS), where the system says it. */
    static OptionalLong bytesOf(ProcessHandle process) {
        if (!Files.isDirectory(PROC.resolve("self"))) return OptionalLong.empty();
        return OptionalLong.of(Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Memory::bytesOfOne)
                .sum());
    }

    private static long bytesOfOne(ProcessHandle process) {
        Path folder = PROC.resolve(Long.toString(process.pid()));
        long proportional = field(folder.resolve("smaps_rollup"), "Pss:");
        return proportional > 0 ? proportional : field(folder.resolve("status"), "VmRSS:");
    }

    /** What this machine can still give. */
    static OptionalLong availableBytes() {
        long bytes = field(PROC.resolve("meminfo"), "MemAvailable:");
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** A line {@code Name: 123 kB}; 0 if it is not there. */
    private static long field(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        } catch (IOException | NumberFormatException gone) {
            // the process has ended, or belongs to another user
        }
        return 0;
    }

    private Memory() {}
}
