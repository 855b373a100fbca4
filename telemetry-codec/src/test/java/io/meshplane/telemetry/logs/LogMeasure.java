package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints bytes a line and lines a CPU second for files of log lines, named on the command line: one batch for each minute of a JSON "ts",
 * or for each 100 lines if there is none. What is decoded is compared.
 */
final class LogMeasure {
    private static final int ROUNDS = 15;
    private static final String TIMESTAMP = "{\"ts\":\"";
    private static final int MINUTE_CHARS = 16;
    private static final int BATCH_LINES = 100;

    private LogMeasure() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) measure(file, batches(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)));
    }

    private static List<LogLines> batches(String text) {
        List<LogLines> batches = new ArrayList<>();
        String last = "";
        int count = 0;
        for (String line : text.lines().toList()) {
            boolean stamped = line.startsWith(TIMESTAMP) && line.length() > TIMESTAMP.length() + MINUTE_CHARS;
            String minute = stamped
                    ? line.substring(TIMESTAMP.length(), TIMESTAMP.length() + MINUTE_CHARS)
                    : String.valueOf(count / BATCH_LINES);
            if (!minute.equals(last)) batches.add(new LogLines());
            batches.getLast().add(line.getBytes(StandardCharsets.ISO_8859_1));
            last = minute;
            count++;
        }
        return batches;
    }

    private static void measure(String file, List<LogLines> batches) {
        int lines = batches.stream().mapToInt(LogLines::count).sum();
        long encodeNanos = Long.MAX_VALUE;
        long decodeNanos = Long.MAX_VALUE;
        List<byte[]> messages = List.of();
        LogEncoder encoder = new LogEncoder();
        for (int round = 0; round < ROUNDS; round++) {
            encoder = new LogEncoder();
            long start = cpuNanos();
            messages = encode(encoder, batches);
            long middle = cpuNanos();
            decode(messages, batches);
            encodeNanos = Math.min(encodeNanos, middle - start);
            decodeNanos = Math.min(decodeNanos, cpuNanos() - middle);
        }
        int bytes = messages.stream().mapToInt(message -> message.length).sum();
        System.out.printf(
                "%s: %d lines, %.3f bytes a line, first batch %.2f (%d lines), state %d bytes, encoded %.0f k and decoded %.0f k lines a CPU second%n",
                Path.of(file).getFileName(),
                lines,
                (double) bytes / lines,
                (double) messages.getFirst().length / batches.getFirst().count(),
                batches.getFirst().count(),
                encoder.stateBytes(),
                lines * 1e6 / encodeNanos,
                lines * 1e6 / decodeNanos);
    }

    private static List<byte[]> encode(LogEncoder encoder, List<LogLines> batches) {
        BitEncoder out = new BitEncoder();
        List<byte[]> messages = new ArrayList<>();
        for (LogLines batch : batches) {
            out.reset();
            encoder.encode(batch, out);
            messages.add(out.finish());
        }
        return messages;
    }

    private static void decode(List<byte[]> messages, List<LogLines> batches) {
        LogDecoder decoder = new LogDecoder();
        BitDecoder in = new BitDecoder();
        LogLines read = new LogLines();
        for (int i = 0; i < messages.size(); i++) {
            LogLines sent = batches.get(i);
            in.reset(messages.get(i), 0, messages.get(i).length);
            boolean equal = decoder.decode(in, sent.count(), sent.sizeBytes(), read)
                    && read.count() == sent.count()
                    && Arrays.equals(read.buffer(), 0, read.sizeBytes(), sent.buffer(), 0, sent.sizeBytes());
            if (!equal) throw new IllegalStateException("batch " + i + " came back another");
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
