package io.meshplane.bench.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Ends children and deletes their folder, whatever ends this process, kill -9 included: a shell that reads from this process, and
 * does its work when nothing can come any more.
 */
public final class Guard implements AutoCloseable {
    private static final long LIMIT_SECONDS = 40;
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r word changed; do
                kept=
                for pid in $pids; do [ "$pid" = "$changed" ] || kept="$kept $pid"; done
                pids=$kept
                [ "$word" = started ] && pids="$pids $changed"
            done
            for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
            tenths=0
            while [ $tenths -lt 200 ]; do
                alive=
                for pid in $pids; do kill -0 "$pid" 2>/dev/null && alive="$alive $pid"; done
                [ -n "$alive" ] || break
                sleep 0.1
                tenths=$((tenths + 1))
            done
            for pid in $alive; do kill -KILL "$pid" 2>/dev/null; done
            rm -rf "$1"
            """;

    private final Process shell;
    private final OutputStream words;
    private final Path folder;
    private boolean ending;
    private final Thread atEnd = new Thread(this::end, "end-children");

    private Guard(Process shell, Path folder) {
        this.shell = shell;
        this.folder = folder;
        words = shell.getOutputStream();
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    /** Guards children and a new folder for all that they write. */
    public static Guard begin() throws IOException {
        Path folder = Files.createTempDirectory("meshplane-bench-");
        Process shell = new ProcessBuilder("sh", "-c", SCRIPT, "guard", folder.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return new Guard(shell, folder);
    }

    /** Where children may write; gone at the end. */
    public Path folder() {
        return folder;
    }

    /** @return false if this process ends already: then the child is not guarded any more, and must not live */
    boolean started(long pid) {
        return tell("started " + pid);
    }

    void ended(long pid) {
        var _ = tell("ended " + pid); // else the shell sees for itself
    }

    private synchronized boolean tell(String line) {
        if (ending) return false;
        try {
            words.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            words.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private synchronized void endWords() throws IOException {
        ending = true;
        words.close();
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException shutsDown) {
            return; // the hook finds nothing to do
        }
    }

    private void end() {
        try {
            endWords();
            if (!shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) System.err.println("bench: children do not end");
        } catch (IOException closedBefore) {
            System.err.println("bench: " + closedBefore);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
