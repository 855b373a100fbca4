package io.meshplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The devstack as users run it: a process of its own, here with the class path of the tests. */
final class DevstackProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;
    private final Path readyFile;

    private DevstackProcess(Process process, Path out, Path err, Path readyFile) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.readyFile = readyFile;
    }

    /** Launches and returns at once. */
    static DevstackProcess launch(String command, Path data, String... options) throws IOException {
        Path logs = Files.createDirectories(data.resolveSibling(data.getFileName() + "-out"));
        Path out = Files.createTempFile(logs, command, ".out");
        Path err = Files.createTempFile(logs, command, ".err");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.meshplane.devstack.Devstack",
                command,
                "--data",
                data.toString(),
                "--parent",
                String.valueOf(ProcessHandle.current().pid())));
        // the last --parent is the caller's, if it names one
        if (List.of(options).contains("--parent"))
            line.subList(line.size() - 2, line.size()).clear();
        line.addAll(List.of(options));
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new DevstackProcess(process, out, err, data.resolve("run").resolve(command + ".properties"));
    }

    /** Waits for the ready file of this process, not one that an earlier process left. */
    DevstackProcess awaitReady() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!isReady()) {
            boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
            assertThat(ended).as("ended early: %s", errors()).isFalse();
            assertThat(Instant.now()).as("not ready in time").isBefore(deadline);
        }
        return this;
    }

    String fact(String name) throws IOException {
        String value = facts().getProperty(name);
        assertThat(value).as(name).isNotNull();
        return value;
    }

    /** Its exit code; it must end in time. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("ends")
                .isTrue();
        return process.exitValue();
    }

    /** SIGTERM. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    String output() throws IOException {
        return Files.readString(out);
    }

    String errors() throws IOException {
        return Files.readString(err);
    }

    boolean hasReadyFile() {
        return Files.exists(readyFile);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private boolean isReady() throws IOException {
        return hasReadyFile() && String.valueOf(process.pid()).equals(facts().getProperty("pid"));
    }

    private Properties facts() throws IOException {
        Properties facts = new Properties();
        try (Reader reader = Files.newBufferedReader(readyFile)) {
            facts.load(reader);
        }
        return facts;
    }
}
