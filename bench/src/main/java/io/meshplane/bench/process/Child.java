package io.meshplane.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that this one started. */
public final class Child implements AutoCloseable {
    private static final long STOP_SECONDS = 30;
    private static final int SHOWN_LINES = 12;

    private final String name;
    private final Process process;
    private final Path log;
    private final Guard guard;

    private Child(String name, Process process, Path log, Guard guard) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.guard = guard;
    }

    /**
     * Starts a program; its output goes to a file in the guard's folder.
     *
     * @param environment added to this process's own
     */
    public static Child start(String name, List<String> command, Map<String, String> environment, Guard guard)
            throws IOException {
        Path log = guard.folder().resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.directory(guard.folder().toFile());
        Process process = builder.start();
        if (!guard.started(process.pid())) {
            process.destroyForcibly();
            throw new IOException("the bench ends");
        }
        return new Child(name, process, log, guard);
    }

    /** As it was started. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** File of what it says. */
    public Path log() {
        return log;
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it said, for whoever has to find out why it is gone. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }

    /** Ends it at once, as kill -9 does: it can do nothing about it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        guard.ended(process.pid());
    }

    /** Asks it to end, and ends it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
            guard.ended(process.pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the guard still knows of it
        }
    }
}
