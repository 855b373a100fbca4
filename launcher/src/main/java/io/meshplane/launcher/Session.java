package io.meshplane.launcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What runs in this process, and how it ends: by a signal or by itself, all parts are stopped in order first. Ctrl-C and SIGTERM
 * end with exit code 0, since to be stopped is no failure of a system that runs until it is stopped.
 */
final class Session {
    private static final Duration VIEW_LIMIT = Duration.ofSeconds(2);

    private final Progress progress;
    private final CountDownLatch viewLeft = new CountDownLatch(1);
    private volatile boolean ending;
    private volatile boolean viewed;
    private volatile int exitCode;
    private final Deque<Runnable> cleanUps = new ArrayDeque<>();
    private Optional<Supervisor> running = Optional.empty();
    private Duration stopLimit = Supervisor.STOP_LIMIT;

    Session(Progress progress) {
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    /** Starts all parts; a system that runs already has to be stopped before. */
    synchronized void start(Supervisor system, Duration limitToStop) {
        if (ending) return;
        running = Optional.of(system);
        stopLimit = limitToStop;
        system.start();
    }

    /** Stops what runs and returns when it has ended; nothing happens if nothing runs. */
    synchronized boolean stop() {
        boolean orderly =
                running.map(system -> system.stop(stopLimit, progress::say)).orElse(true);
        running = Optional.empty();
        return orderly;
    }

    /** Has this done at the end, when nothing runs any more; the newest first. */
    synchronized void atEnd(Runnable cleanUp) {
        cleanUps.push(cleanUp);
    }

    /** Whether this process is about to end: who shows something leaves off. */
    boolean isEnding() {
        return ending;
    }

    /** The screen is in use until {@link #viewEnds}. */
    void viewBegins() {
        viewed = true;
    }

    void viewEnds() {
        viewLeft.countDown();
    }

    private synchronized boolean isRunning() {
        return running.isPresent();
    }

    /** Ends this process; does not return. */
    void exit(int code) {
        exitCode = code;
        System.exit(code);
    }

    private void end() {
        ending = true;
        try {
            if (viewed && !viewLeft.await(VIEW_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) progress.say("");
            if (isRunning()) progress.say("stopping");
            if (!stop()) exitCode = Math.max(exitCode, UnusableException.FAILED);
            cleanUps.forEach(Runnable::run);
        } catch (InterruptedException | RuntimeException hurry) {
            exitCode = UnusableException.FAILED;
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
