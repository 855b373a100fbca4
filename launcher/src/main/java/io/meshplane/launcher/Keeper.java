package io.meshplane.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Keeps one part running: starts it when its turn has come, looks at it, starts it again when it ends. */
final class Keeper implements Runnable {
    private static final Duration LOOK_WHILE_STARTING = Duration.ofMillis(250);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int WORDS_MAX = 200;

    private final Part part;
    private final DataFolder folder;
    private final Function<Set<String>, Optional<String>> missing;
    private final Runnable started;
    private final InstantSource clock;
    private final List<Instant> ends = new ArrayList<>();
    private volatile State state = new State.Waiting("its turn");
    private volatile Optional<Process> process = Optional.empty();
    private boolean stopping;

    /**
     * A keeper; {@link #run} does its work.
     *
     * @param missing names one of these parts that is not healthy yet
     * @param started is run after every start of the process
     */
    Keeper(
            Part part,
            DataFolder folder,
            Function<Set<String>, Optional<String>> missing,
            Runnable started,
            InstantSource clock) {
        this.part = part;
        this.folder = folder;
        this.missing = missing;
        this.started = started;
        this.clock = clock;
    }

    Part part() {
        return part;
    }

    State state() {
        return state;
    }

    /** The process that runs, or ran last. */
    Optional<Process> process() {
        return process;
    }

    @Override
    public void run() {
        while (!isStopping()) {
            Optional<Part.Command> command = prepared();
            if (command.isEmpty()) continue;
            Optional<Process> running = start(command.get());
            if (running.isPresent()) {
                started.run();
                watch(running.get());
            }
            if (!isStopping() && !goesOn()) return;
        }
    }

    /** The command line when all it needs is there; empty to ask again. */
    private Optional<Part.Command> prepared() {
        Optional<String> absent = missing.apply(part.after());
        if (absent.isPresent()) {
            state = new State.Waiting(absent.get());
            pause(PAUSE);
            return Optional.empty();
        }
        try {
            return Optional.of(part.preparation().command());
        } catch (Exception notYet) {
            state = new State.Waiting(firstLine(String.valueOf(notYet.getMessage())));
            pause(Duration.ofSeconds(1));
            return Optional.empty();
        }
    }

    private synchronized Optional<Process> start(Part.Command command) {
        if (stopping) return Optional.empty();
        state = new State.Starting(clock.instant(), "");
        try {
            Path log = folder.freshLog(part.name());
            ProcessBuilder builder = new ProcessBuilder(Detached.words(command.words()))
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(log.toFile());
            builder.environment().putAll(command.environment());
            process = Optional.of(builder.start());
        } catch (IOException failure) {
            state = new State.Restarting(firstLine(failure.toString()));
            return Optional.empty();
        }
        return process;
    }

    private void watch(Process running) {
        Instant since = clock.instant();
        boolean wasHealthy = false;
        while (!ended(running, wasHealthy ? LOOK : LOOK_WHILE_STARTING)) {
            Optional<String> complaint = part.probe().complaint(running.pid());
            if (isStopping()) continue;
            if (complaint.isEmpty()) {
                wasHealthy = true;
                state = new State.Healthy(since);
            } else {
                String why = firstLine(complaint.get());
                state = wasHealthy ? new State.Unwell(since, why) : new State.Starting(since, why);
            }
        }
    }

    private static boolean ended(Process running, Duration limit) {
        try {
            return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** After an end that nobody asked for: waits, or gives up. */
    private boolean goesOn() {
        Instant now = clock.instant();
        ends.add(now);
        String words = lastWords();
        return switch (RestartRules.decide(ends, now)) {
            case RestartRules.Decision.Again(Duration pause) -> {
                state = new State.Restarting(words);
                pause(pause);
                yield true;
            }
            case RestartRules.Decision.GiveUp ignored -> {
                state = new State.Failed(words);
                yield false;
            }
        };
    }

    private String lastWords() {
        String code = process.map(ended -> ended.isAlive() ? "" : "exit code " + ended.exitValue())
                .orElse("");
        try {
            List<String> lines = Files.readAllLines(folder.log(part.name()), StandardCharsets.ISO_8859_1);
            return lines.reversed().stream()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> code + ", " + firstLine(line))
                    .orElse(code);
        } catch (IOException noLog) {
            return code;
        }
    }

    /** Lets it end; the caller waits for {@link #process}. */
    synchronized void stop() {
        stopping = true;
        if (process.filter(Process::isAlive).isPresent()) state = new State.Stopping();
        process.ifPresent(Process::destroy);
        notifyAll();
    }

    /** The caller has seen the end. */
    void stopped() {
        state = new State.Stopped();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void pause(Duration duration) {
        Instant end = clock.instant().plus(duration);
        try {
            for (long left = duration.toMillis();
                    left > 0 && !stopping;
                    left = Duration.between(clock.instant(), end).toMillis()) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= WORDS_MAX ? line : line.substring(0, WORDS_MAX - 1) + "…";
    }
}
