package io.meshplane.devstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} of a data folder says, and the process behind it. */
final class Postmaster {
    private static final int STATUS_LINE = 7;

    /** The server that runs on this data folder, if one does; a pid that now belongs to another program does not count. */
    static Optional<ProcessHandle> of(Path data) throws IOException {
        List<String> lines = pidFile(data);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> servesFolder(process.info(), data));
    }

    /** Whether that server has finished its recovery and takes connections. */
    static boolean isReady(Path data, long pid) throws IOException {
        List<String> lines = pidFile(data);
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(String.valueOf(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** Ends the server on this folder, if one runs: clients are cut off and a checkpoint written, else it recovers at next start. */
    static void stop(PostgresPrograms programs, Path data) throws IOException, InterruptedException {
        if (of(data).isEmpty()) return;
        try {
            programs.run(Duration.ofSeconds(12), "pg_ctl", stopArguments(data, "fast", 8));
        } catch (IOException slow) {
            if (of(data).isEmpty()) return;
            programs.run(Duration.ofSeconds(6), "pg_ctl", stopArguments(data, "immediate", 4));
        }
    }

    private static List<String> stopArguments(Path data, String mode, int seconds) {
        return List.of("stop", "-D", data.toString(), "-m", mode, "-w", "-t", String.valueOf(seconds));
    }

    private static boolean servesFolder(ProcessHandle.Info info, Path data) {
        boolean postgres = info.command().filter(c -> c.endsWith("/postgres")).isPresent();
        boolean ours = info.arguments()
                .filter(a -> Arrays.asList(a).contains(data.toString()))
                .isPresent();
        return postgres && ours;
    }

    private static List<String> pidFile(Path data) throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Postmaster() {}
}
