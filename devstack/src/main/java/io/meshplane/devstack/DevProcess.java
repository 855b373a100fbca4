package io.meshplane.devstack;

import io.meshplane.devstack.file.Durable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The life of one process: parts start side by side, the ready file appears when all serve, and everything ends in order on
 * SIGTERM, when the parent dies, or when a part dies. The process never outlives its parts, nor its parts the process.
 */
final class DevProcess {
    static final int FAILED = 1;
    static final int TAKEN = 3;
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(15);
    private static final Duration STARTERS_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Path run;
    private final Deque<Part.Running> running = new ArrayDeque<>();
    private final ExecutorService starters = Executors.newCachedThreadPool();
    private final AtomicInteger exitCode = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable FileChannel lock;

    /** @param name of the ready file: {@code run/<name>.properties} in the data folder */
    DevProcess(String name, Path data) {
        this.name = name;
        this.run = data.resolve("run");
    }

    /** Makes the data folder this process's own. */
    void claimFolder() throws IOException {
        Files.createDirectories(run);
        Path file = run.resolve(name + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException ownedByThisProcess) {
            mine = false;
        }
        if (!mine) end(TAKEN, name + ": another process runs on " + run.getParent());
        lock = channel;
        Files.deleteIfExists(readyFile());
    }

    void followParent(OptionalLong parent) {
        if (parent.isEmpty()) return;
        ProcessHandle.of(parent.getAsLong())
                .filter(ProcessHandle::isAlive)
                .ifPresentOrElse(
                        handle -> whenDone(handle.onExit(), () -> System.exit(0)),
                        () -> end(0, name + ": the parent process " + parent.getAsLong() + " is gone"));
    }

    void checkPorts(List<Part> parts) {
        for (Part part : parts) {
            for (ListenAddress address : part.listens()) {
                if (address.isTaken()) {
                    end(TAKEN, part.name() + ": another process has port " + address.port() + " of 127.0.0.1");
                }
            }
        }
    }

    /** Starts all, writes the ready file and returns; a failure ends the process. */
    void start(List<Part> parts) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
        try {
            Map<String, String> facts = startAll(parts);
            facts.put("pid", String.valueOf(ProcessHandle.current().pid()));
            ProcessHandle.current()
                    .info()
                    .startInstant()
                    .ifPresent(started -> facts.put("started", started.toString()));
            StringBuilder lines = new StringBuilder();
            facts.forEach(
                    (key, value) -> lines.append(key).append('=').append(value).append('\n'));
            Durable.write(readyFile(), lines.toString(), Durable.PUBLIC);
        } catch (ExecutionException | IOException | InterruptedException failure) {
            end(FAILED, name + ": " + sentence(failure));
        }
    }

    /** Ends the process in order with this exit code; does not return. */
    private void end(int code, String sentence) {
        if (!stopping.get()) {
            System.err.println(sentence);
            exitCode.compareAndSet(0, code);
        }
        System.exit(code);
    }

    private static void whenDone(CompletableFuture<?> end, Runnable then) {
        var _ = end.thenRun(then);
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof ExecutionException && cause.getCause() != null) cause = cause.getCause();
        // ours are plain and speak for themselves; the others' messages are often no more than a name
        return cause.getClass() == IOException.class ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private Map<String, String> startAll(List<Part> parts) throws InterruptedException, ExecutionException {
        Map<String, String> facts = new TreeMap<>();
        CompletionService<Part.Running> starts = new ExecutorCompletionService<>(starters);
        for (Part part : parts) starts.submit(starting(part));
        for (int i = 0; i < parts.size(); i++) facts.putAll(starts.take().get().facts());
        return facts;
    }

    private Callable<Part.Running> starting(Part part) {
        return () -> {
            Instant begun = Instant.now();
            Part.Running started = part.starter().start();
            synchronized (running) {
                running.push(started);
            }
            long millis = Duration.between(begun, Instant.now()).toMillis();
            System.out.println("ready " + part.name() + " " + started.where() + " in " + millis + " ms");
            started.end().ifPresent(end -> whenDone(end, () -> end(FAILED, part.name() + " ended by itself")));
            return started;
        };
    }

    private void shutDown() {
        stopping.set(true);
        Thread limit = Thread.ofPlatform().daemon().start(this::haltLater);
        try {
            starters.shutdownNow();
            if (!starters.awaitTermination(STARTERS_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println(name + ": ends while a part still starts");
            }
            Files.deleteIfExists(readyFile());
        } catch (IOException | InterruptedException failure) {
            System.err.println(name + ": " + failure);
        }
        List<Part.Running> parts;
        synchronized (running) {
            parts = List.copyOf(running);
        }
        for (Part.Running part : parts) {
            try {
                part.handle().close();
            } catch (Exception failure) {
                System.err.println(name + ": " + failure);
            }
        }
        releaseFolder();
        limit.interrupt();
        // the code of a process that ends on SIGTERM would be 143; an orderly end is no failure
        Runtime.getRuntime().halt(exitCode.get());
    }

    private void releaseFolder() {
        try {
            if (lock != null) lock.close();
        } catch (IOException failure) {
            System.err.println(name + ": " + failure);
        }
    }

    private void haltLater() {
        try {
            Thread.sleep(SHUTDOWN_LIMIT);
            Runtime.getRuntime().halt(FAILED);
        } catch (InterruptedException inTime) {
            Thread.currentThread().interrupt();
        }
    }

    private Path readyFile() {
        return run.resolve(name + ".properties");
    }
}
