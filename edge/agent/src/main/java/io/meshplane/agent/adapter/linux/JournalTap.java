package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.LogLine;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.LineCutter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows systemd's journal through a child {@code journalctl -f -o json}, which is started again when it ends, less and less
 * often while that does not help. It takes the group systemd-journal to see the lines of the whole host.
 */
final class JournalTap implements LogTap {
    private static final int CHUNK = 64 << 10;
    private static final int MAX_ENTRY_BYTES = 64 << 10;

    /** A child that ends this often without an entry cannot find its cursor: the journal was emptied. */
    private static final int FRUITLESS_STARTS = 3;

    private final String program;
    private final JournalEntries entries;
    private final LineCutter cutter = new LineCutter(MAX_ENTRY_BYTES);
    private final byte[] chunk = new byte[CHUNK];
    private BackOff backOff = BackOff.of(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private long notBeforeMs = Long.MIN_VALUE;
    private int fruitless;
    private @Nullable String cursor;
    private @Nullable Process child;

    /**
     * A tap.
     *
     * @param from text of a {@link #position}; null = only new entries
     */
    JournalTap(String program, @Nullable String from, JournalEntries entries) {
        this.program = program;
        this.entries = entries;
        this.cursor = from != null && from.startsWith("journal ") ? from.substring("journal ".length()) : null;
    }

    @Override
    public boolean poll(BiConsumer<byte[], Boolean> lines) throws IOException {
        Process running = child;
        if (running == null) {
            if (PolledSource.nowMs() < notBeforeMs) return false;
            running = start();
        }
        boolean alive = running.isAlive(); // asked before the pipe: what was written before the end is in it
        InputStream in = running.getInputStream();
        int ready = Math.min(in.available(), CHUNK);
        int read = ready == 0 ? 0 : in.read(chunk, 0, ready);
        if (read > 0) {
            cutter.feed(chunk, read, json -> entry(json, lines));
            return true;
        }
        if (alive) return false;
        close();
        fruitless++;
        delay();
        throw new IOException(program + " ended with exit code " + running.exitValue());
    }

    @Override
    public @Nullable String position() {
        return cursor == null ? null : "journal " + cursor;
    }

    @Override
    public void close() {
        Process running = child;
        child = null;
        cutter.discard();
        if (running == null) return;
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
    }

    private void entry(byte[] json, BiConsumer<byte[], Boolean> lines) {
        JournalEntries.Entry entry = entries.parse(json);
        if (entry == null) return;
        fruitless = 0;
        backOff = backOff.succeeded();
        cursor = entry.cursor();
        byte[] line = entry.line();
        if (line != null) lines.accept(line, entry.urgent());
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "--follow", "--output=json", "--quiet"));
        boolean cursorHelps = cursor != null && fruitless < FRUITLESS_STARTS;
        command.addAll(cursorHelps ? List.of("--no-tail", "--after-cursor=" + cursor) : List.of("--lines=0"));
        try {
            command.set(0, ChildProcess.find(program).toString());
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            started.getOutputStream().close();
            child = started;
            return started;
        } catch (IOException e) {
            delay();
            throw new IOException(program + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void delay() {
        backOff = backOff.failed();
        long jittered = backOff.delay(ThreadLocalRandom.current().nextDouble(), Duration.ZERO)
                .toMillis();
        notBeforeMs = PolledSource.nowMs() + jittered;
    }

    /** Room for the text of a line around the message of an entry. */
    static int maxMessageBytes() {
        return LogLine.MAX_BYTES - 512;
    }
}
