package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.LogLine;
import io.meshplane.agent.RouterListener;
import io.meshplane.agent.SourceStatus;
import io.meshplane.agent.domain.LogGate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the host's log to whoever keeps it, on a thread of its own: from a tap, through a gate, in batches of which the next one
 * waits until the last one is kept. So memory holds one batch, and what was not kept is read again.
 */
final class LogPump {
    private static final Logger LOG = LoggerFactory.getLogger(LogPump.class);
    private static final int MAX_BATCH = 256;
    private static final long POLL_MS = 250;
    private static final long FLOOD_MS = 5;
    private static final long RETRY_MS = 2_000;
    private static final long KEEP_SECONDS = 30;

    private final LogTap tap;
    private final LogPositionFile files;
    private final LogGate gate;
    private final AtomicLong suppressed = new AtomicLong();
    private final List<LogLine> batch = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("log").unstarted(this::run);
    private LogPositionFile.Kept kept = new LogPositionFile.Kept(null, 0);
    private volatile boolean stopped;
    private volatile SourceStatus.State state = SourceStatus.State.LATE;
    private volatile String detail = "";
    private volatile @Nullable Long goodAtMs;
    private volatile @Nullable RouterListener listener;

    LogPump(LogTap tap, LogPositionFile files, LogGate gate) {
        this.tap = tap;
        this.files = files;
        this.gate = gate;
    }

    /** The pump that the settings want; null = none. */
    static @Nullable LogPump of(LinuxSettings settings) {
        String log = settings.log();
        if (log == null) return null;
        LogPositionFile files = new LogPositionFile(settings.data().resolve("log-position"));
        LogPositionFile.Kept kept = files.read();
        LogTap tap = log.equals(LinuxSettings.JOURNAL)
                ? new JournalTap(
                        settings.programs().journalctl(),
                        kept.position(),
                        new JournalEntries(
                                ProcessHandle.current().pid(),
                                LogPositionFile.ownUnit(new HostFolder(settings.root()))))
                : new LogFileTap(Path.of(log), kept.position());
        return new LogPump(tap, files, new LogGate(LogGate.Limits.DEFAULT, kept.suppressed()));
    }

    void tell(RouterListener told) {
        listener = told;
    }

    /** Begins, if there is someone to bring lines to. */
    void start() {
        if (listener != null) thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Lines that found no way through the gate since the start. */
    long suppressedLines() {
        return suppressed.get();
    }

    SourceStatus status() {
        Long good = goodAtMs;
        Long age = good == null ? null : (Long) ((PolledSource.nowMs() - good) / 1000);
        return new SourceStatus("log", state, detail, age);
    }

    private void run() {
        try {
            while (!stopped) {
                boolean more = poll();
                files.keep(kept.position(), kept.suppressed());
                // a flood is read in steps as well, or it would take a core
                Thread.sleep(more ? FLOOD_MS : state == SourceStatus.State.FAILED ? RETRY_MS : POLL_MS);
            }
        } catch (InterruptedException e) {
            stopped = true;
        } finally {
            stopped = Thread.interrupted() || stopped; // an interrupted thread could not write the file
            files.keepNow(kept.position(), kept.suppressed());
            tap.close();
        }
    }

    private boolean poll() throws InterruptedException {
        boolean more = false;
        String failure = null;
        try {
            more = tap.poll(this::offer);
        } catch (IOException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            tap.close();
        }
        long note = gate.note(PolledSource.nowMs(), false);
        if (note > 0) batch.add(suppressedNote(note));
        deliver();
        report(failure);
        return more;
    }

    private void offer(byte[] line, boolean error) {
        switch (gate.offer(line.length, error, PolledSource.nowMs())) {
            case SUPPRESS -> suppressed.incrementAndGet();
            case PASS -> batch.add(new LogLine(line, false));
            case PASS_URGENT -> batch.add(new LogLine(line, true));
        }
    }

    private static LogLine suppressedNote(long lines) {
        JsonObject note = new JsonObject()
                .put("ts", Instant.now().toString())
                .put("level", "WARN")
                .put("module", "agent::log")
                .put("msg", lines + " lines suppressed");
        return new LogLine(note.encode().getBytes(StandardCharsets.UTF_8), false);
    }

    /** Hands the batch over in parts; each is offered until it is kept. */
    private void deliver() throws InterruptedException {
        RouterListener told = listener;
        if (told == null) return;
        for (int at = 0; at < batch.size(); at += MAX_BATCH) {
            List<LogLine> part = List.copyOf(batch.subList(at, Math.min(batch.size(), at + MAX_BATCH)));
            while (!isKept(told, part)) Thread.sleep(RETRY_MS);
        }
        batch.clear();
        kept = new LogPositionFile.Kept(tap.position(), gate.untold());
    }

    private static boolean isKept(RouterListener told, List<LogLine> part) throws InterruptedException {
        try {
            told.log(part).toCompletionStage().toCompletableFuture().get(KEEP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("log lines cannot be kept, they are offered again cause={}", e.toString());
            return false;
        }
    }

    private void report(@Nullable String failure) {
        SourceStatus.State before = state;
        state = failure == null ? SourceStatus.State.UP : SourceStatus.State.FAILED;
        detail = failure == null ? "" : failure;
        if (failure == null) goodAtMs = PolledSource.nowMs();
        if (before == state) return;
        if (failure == null) LOG.info("the log is followed");
        else LOG.warn("the log cannot be read reason={}", failure);
    }
}
