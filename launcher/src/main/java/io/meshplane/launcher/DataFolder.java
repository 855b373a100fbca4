package io.meshplane.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The one folder that holds all state: data, secrets, logs, caches. It carries a marker, and nothing is ever deleted from a
 * folder without one.
 */
final class DataFolder {
    private static final String MARKER = "meshplane-data.txt";
    private static final String LOCK = "up.lock";
    private static final List<String> KEPT_BY_FRESH = List.of(MARKER, LOCK, "aot");

    private final Path path;

    /** Held open until this process ends, however it ends; a channel that nobody refers to would be closed. */
    private Optional<FileChannel> lock = Optional.empty();

    /** A folder to read; {@link #claim} makes it one's own. */
    DataFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /**
     * Makes this folder ours, or finds that it is.
     *
     * @throws UnusableException if it holds other people's files, or another {@code up} runs on it
     */
    static DataFolder claim(Path path) throws IOException, UnusableException {
        DataFolder folder = new DataFolder(path);
        if (!folder.isMarked()) {
            if (Files.exists(path) && !isEmptyFolder(path)) {
                throw new UnusableException(
                        UnusableException.TAKEN,
                        path + " holds other files and is no data folder of Meshplane: name another with --data");
            }
            Files.createDirectories(path);
            Files.writeString(
                    path.resolve(MARKER),
                    "All state of one Meshplane system. ./meshplane up --fresh deletes it.\n",
                    StandardCharsets.UTF_8);
        }
        folder.lock();
        return folder;
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) return false;
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Whether this process may write here. */
    boolean isClaimed() {
        return lock.isPresent();
    }

    boolean isMarked() {
        return Files.isRegularFile(path.resolve(MARKER));
    }

    private void lock() throws IOException, UnusableException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            mine = false;
        }
        if (!mine) {
            channel.close();
            throw new UnusableException(UnusableException.TAKEN, "another ./meshplane up runs on " + path);
        }
        lock = Optional.of(channel);
    }

    /** Deletes the state but for the caches, which hold none. */
    void deleteState() throws IOException {
        if (!isMarked() || !isClaimed()) throw new IOException(path + " is not ours to delete");
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.toList()) {
                if (!KEPT_BY_FRESH.contains(String.valueOf(entry.getFileName()))) deleteTree(entry);
            }
        }
    }

    /** Deletes a folder with all in it; links are deleted, not followed. */
    static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    Path aot() {
        return path.resolve("aot");
    }

    Path secret(String name) {
        return path.resolve("secrets").resolve(name);
    }

    String readSecret(String name) throws IOException {
        return Files.readString(secret(name)).strip();
    }

    Path log(String part) {
        return path.resolve("logs").resolve(part + ".log");
    }

    /** The log of a part that starts now; the one of its last start lies beside it as {@code .1}. */
    Path freshLog(String part) throws IOException {
        Path log = log(part);
        Files.createDirectories(path.resolve("logs"));
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(part + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    Path run(String file) {
        return path.resolve("run").resolve(file);
    }

    /** Writes facts for people and programs that look in from outside. */
    void writeRun(String file, Map<String, String> facts) {
        StringBuilder lines = new StringBuilder();
        facts.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        try {
            Files.createDirectories(path.resolve("run"));
            Path beside = run(file + ".new");
            Files.writeString(beside, lines, StandardCharsets.UTF_8);
            Files.move(beside, run(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Facts that a process has written; empty while there are none. */
    static Optional<Properties> read(Path file) {
        if (!Files.exists(file)) return Optional.empty();
        Properties facts = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            facts.load(reader);
            return Optional.of(facts);
        } catch (IOException beingReplaced) {
            return Optional.empty();
        }
    }
}
