package io.meshplane.agent.adapter.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps on disk how far the log was read, every five seconds at most: after a crash so much of it comes twice. */
final class LogPositionFile {
    private static final Logger LOG = LoggerFactory.getLogger(LogPositionFile.class);
    private static final long PERIOD_NANOS = 5_000_000_000L;
    private static final int MAX_BYTES = 2_048;
    private static final Pattern UNIT =
            Pattern.compile("^\\d+:[^:]*:.*/([^/\\s]+\\.service)(?:/.*)?$", Pattern.MULTILINE);

    /**
     * What was kept.
     *
     * @param position of the tap; null = none yet
     * @param suppressed lines that were left out and that nobody was told of
     */
    record Kept(@Nullable String position, long suppressed) {}

    private final Path file;
    private String written = "";
    private long writtenNanos;
    private boolean broken;

    LogPositionFile(Path file) {
        this.file = file;
    }

    /** Reads it; a damaged file is as good as none. */
    Kept read() {
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_BYTES) return new Kept(null, 0);
            String[] lines = Files.readString(file).split("\n");
            boolean sound = lines.length == 2 && lines[0].matches("\\d{1,18}");
            return sound ? new Kept(lines[1], Long.parseLong(lines[0])) : new Kept(null, 0);
        } catch (IOException e) {
            LOG.warn("the position in the log cannot be read, only new lines are shown cause={}", e.toString());
            return new Kept(null, 0);
        }
    }

    void keep(@Nullable String position, long suppressed) {
        if (position == null) return;
        String text = suppressed + "\n" + position + "\n";
        if (text.equals(written) || (!written.isEmpty() && System.nanoTime() - writtenNanos < PERIOD_NANOS)) return;
        write(text);
    }

    /** At the end. */
    void keepNow(@Nullable String position, long suppressed) {
        if (position != null) write(suppressed + "\n" + position + "\n");
    }

    private void write(String text) {
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            written = text;
            broken = false;
        } catch (IOException e) {
            if (!broken) LOG.warn("the position in the log cannot be kept on disk cause={}", e.toString());
            broken = true;
        }
        writtenNanos = System.nanoTime();
    }

    /** systemd's name of the service that this process belongs to; null if it is none. */
    static @Nullable String ownUnit(HostFolder host) {
        Matcher unit = UNIT.matcher(host.read("proc/self/cgroup").orElse(""));
        return unit.find() ? unit.group(1) : null;
    }
}
