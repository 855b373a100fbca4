package io.meshplane.testkit.stack;

import io.meshplane.testkit.Await;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The two processes of {@code devstack}, started once per Maven run and shared by its modules; they end with Maven. Data lies
 * in {@code target/test-stack/<pid of Maven>}.
 *
 * @param facts ports and files, as the processes report them when they are ready
 */
public record Devstack(Path data, Properties facts) {
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    /** The running stack; starts it if this is the first to ask. */
    public static synchronized Devstack shared() {
        ProcessHandle owner = owner();
        Path data = root().resolve("target/test-stack").resolve(Long.toString(owner.pid()));
        try {
            Files.createDirectories(data);
            try (FileChannel channel = FileChannel.open(
                            data.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                Properties facts = new Properties();
                facts.putAll(ready(data, "stores", owner, "--kafka-port", "0", "--postgres-port", "0"));
                facts.putAll(ready(
                        data, "standins", owner, "--dns-port", "0", "--issuer-port", "0", "--chain-ports", "0,0,0,0"));
                return new Devstack(data, facts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties ready(Path data, String process, ProcessHandle owner, String... ports)
            throws IOException {
        Path readyFile = data.resolve("run").resolve(process + ".properties");
        Optional<Properties> running = read(readyFile).filter(Devstack::isAlive);
        if (running.isPresent()) return running.get();
        Path log = data.resolve(process + ".log");
        Process started = start(data, process, owner, log, ports);
        return Await.value(process + " ready, see " + log, START_DEADLINE, () -> {
            if (!started.isAlive()) throw new IllegalStateException(process + " ended: " + Files.readString(log));
            return read(readyFile).orElse(null);
        });
    }

    private static Process start(Path data, String process, ProcessHandle owner, Path log, String... ports)
            throws IOException {
        Path jar = root().resolve("devstack/target/devstack.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("devstack is not built: run ./meshplane test, or mvn -pl devstack package");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString(),
                process,
                "--data",
                data.toString(),
                "--parent",
                Long.toString(owner.pid())));
        command.addAll(List.of(ports));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    private static Optional<Properties> read(Path file) throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Optional.of(properties);
    }

    private static boolean isAlive(Properties facts) {
        return ProcessHandle.of(Long.parseLong(facts.getProperty("pid")))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    /** The process that the stack ends with: Maven, above the fork (and its shell) that runs the tests; else this one. */
    private static ProcessHandle owner() {
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent() && !isJava(ancestor.get()))
            ancestor = ancestor.get().parent();
        return ancestor.orElseGet(ProcessHandle::current);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("/java"))
                .orElse(false);
    }

    /** The folder of the checkout. */
    public static Path root() {
        String given = System.getProperty("meshplane.root");
        if (given != null) return Path.of(given);
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("checkstyle.xml"))) folder = folder.getParent();
        if (folder == null) throw new IllegalStateException("not inside a checkout");
        return folder;
    }

    /** One fact; the names are those of the ready files. */
    public String fact(String name) {
        String value = facts.getProperty(name);
        if (value == null) throw new IllegalStateException("the stack does not report " + name + ": " + facts.keySet());
        return value;
    }

    /** A file of secrets. */
    public String secret(String name) {
        try {
            return Files.readString(data.resolve("secrets").resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
