package io.meshplane.devstack.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root, so root gets them in a user namespace of their own ({@code unshare
 * --user}), where they are nobody; the files stay root's.
 */
final class PostgresPrograms {
    private final Path home;
    private final List<String> prefix;

    private PostgresPrograms(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    /** @throws IOException with one clear sentence, if this user cannot run them */
    static PostgresPrograms in(Path home) throws IOException, InterruptedException {
        if (!isRoot()) return new PostgresPrograms(home, List.of());
        List<String> namespace = List.of("unshare", "--user");
        try {
            new PostgresPrograms(home, namespace).run(Duration.ofSeconds(10), List.of("true"));
        } catch (IOException forbidden) {
            throw new IOException(
                    "PostgreSQL does not run as root, and this system forbids user namespaces (unshare --user):"
                            + " start as another user",
                    forbidden);
        }
        return new PostgresPrograms(home, namespace);
    }

    /** The command line of one of PostgreSQL's programs. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs to its end.
     *
     * @throws IOException with its last words, if it fails or takes too long
     */
    void run(Duration limit, String program, List<String> arguments) throws IOException, InterruptedException {
        execute(limit, command(program, arguments));
    }

    private void run(Duration limit, List<String> plain) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(plain);
        execute(limit, command);
    }

    private static void execute(Duration limit, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = false;
            try {
                ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                if (!ended) process.destroyForcibly();
            }
            if (ended && process.exitValue() == 0) return;
            String words = Files.readString(output, StandardCharsets.UTF_8).strip();
            throw new IOException(String.join(" ", command)
                    + (ended ? " failed: " : " took too long: ")
                    + words.substring(Math.max(0, words.length() - 1000)));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
    }
}
