package io.meshplane.bench.telemetry.data;

import io.meshplane.bench.Unusable;
import io.meshplane.telemetry.logs.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of a log with the times that stand in them. */
public final class TimedLog {
    /** A log without times is cut into batches of so many lines. */
    static final int LINES_WITHOUT_TIME = 100;

    private static final byte[] TIME_KEY = "\"ts\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_TIME = 40;

    private final List<byte[]> lines = new ArrayList<>();
    private final List<Long> timesMs = new ArrayList<>();
    private boolean timed;

    /** Reads a file; its lines may be anything, a time is the value of "ts" in ISO 8601. */
    static TimedLog read(Path file) throws IOException, Unusable {
        TimedLog log = new TimedLog();
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            boolean ends = i == bytes.length ? start < i : bytes[i] == '\n';
            if (!ends) continue;
            if (i - start > LogLines.MAX_LINE_BYTES) {
                throw BadData.at(file, log.count() + 1, "longer than " + LogLines.MAX_LINE_BYTES + " bytes");
            }
            log.add(Arrays.copyOfRange(bytes, start, i));
            start = i + 1;
        }
        return log;
    }

    void add(byte[] line) {
        long timeMs = timeOf(line);
        timed |= timeMs >= 0;
        if (timeMs < 0) timeMs = timesMs.isEmpty() ? 0 : timesMs.getLast();
        lines.add(line);
        timesMs.add(timeMs);
    }

    /** Milliseconds since epoch, or -1 if the line does not tell. */
    private static long timeOf(byte[] line) {
        int at = indexOf(line, TIME_KEY);
        if (at < 0) return -1;
        int end = at;
        while (end < line.length && end - at < LONGEST_TIME && line[end] != '"') end++;
        try {
            return Instant.parse(new String(line, at, end - at, StandardCharsets.ISO_8859_1))
                    .toEpochMilli();
        } catch (DateTimeParseException notATime) {
            return -1;
        }
    }

    /** Behind the first occurrence, or -1. */
    private static int indexOf(byte[] line, byte[] key) {
        for (int i = 0; i + key.length <= line.length; i++) {
            if (Arrays.equals(line, i, i + key.length, key, 0, key.length)) return i + key.length;
        }
        return -1;
    }

    /** How many lines. */
    public int count() {
        return lines.size();
    }

    /** Batches of that time by the clock, without empty ones. */
    public List<LogLines> batches(long batchMs) {
        List<LogLines> batches = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            long batch = timed ? Math.floorDiv(timesMs.get(i), batchMs) : i / LINES_WITHOUT_TIME;
            if (batches.isEmpty() || batch != last) batches.add(new LogLines());
            last = batch;
            batches.getLast().add(lines.get(i));
        }
        return batches;
    }
}
