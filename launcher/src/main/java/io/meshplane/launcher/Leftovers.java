package io.meshplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of an earlier start on the same folder whose launcher was killed: they end by themselves, which takes moments. */
final class Leftovers {
    private static final String FILE = "children.properties";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Notes who was started, so that a later start can tell them from strangers. */
    static void remember(DataFolder folder, Map<String, ProcessHandle> children) {
        Map<String, String> facts = new TreeMap<>();
        children.forEach((name, child) -> facts.put(name, child.pid() + " " + startOf(child)));
        folder.writeRun(FILE, facts);
    }

    /** Waits until they have ended; ends what hangs. */
    static void await(DataFolder folder, Progress progress) throws InterruptedException {
        Instant deadline = Instant.now().plus(LIMIT);
        for (Map.Entry<String, ProcessHandle> child : alive(folder).entrySet()) {
            progress.show("waiting for " + child.getKey() + " of an earlier start to end", "");
            long millis = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
            try {
                child.getValue().onExit().get(millis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException hangs) {
                child.getValue().destroyForcibly();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static Map<String, ProcessHandle> alive(DataFolder folder) {
        Properties facts = DataFolder.read(folder.run(FILE)).orElseGet(Properties::new);
        Map<String, ProcessHandle> alive = new TreeMap<>();
        for (String name : facts.stringPropertyNames()) {
            String[] words = facts.getProperty(name, "").split(" ", 2);
            if (words.length < 2 || !words[0].matches("[0-9]{1,10}")) continue;
            ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(child -> startOf(child).equals(words[1])) // else the number was given to a stranger
                    .ifPresent(child -> alive.put(name, child));
        }
        return alive;
    }

    /** Ports that a process of this folder holds and that its successor will take over. */
    static List<String> portsToTakeOver(DataFolder folder) {
        return postgres(folder).isPresent() ? List.of("postgres") : List.of();
    }

    /** Ends a PostgreSQL whose data is about to be deleted. */
    static void endPostgres(DataFolder folder) {
        postgres(folder).ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
        });
    }

    /** PostgreSQL outlives a killed devstack; the next devstack on the folder ends it. */
    private static Optional<ProcessHandle> postgres(DataFolder folder) {
        Path data = folder.path().resolve("postgres/data");
        Path pidFile = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
            if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) return Optional.empty();
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    // else the number was given to a stranger
                    .filter(server -> server.info().commandLine().orElse("").contains(data.toString()));
        } catch (IOException beingRemoved) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        Optional<Instant> start = process.info().startInstant();
        return start.map(Instant::toString).orElse("");
    }

    private Leftovers() {}
}
