package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.BitEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Prints the hex of a message for a new version of the format: "primer FILE" from the empty state, for {@link Primer} and the document;
 * "vector FILE..." from the start, one message for each file of lines.
 */
final class LogVectors {
    private LogVectors() {}

    public static void main(String[] arguments) throws IOException {
        BitEncoder out = new BitEncoder();
        if (arguments[0].equals("primer")) {
            LogLines lines = lines(arguments[1]);
            LineCoder coder = new LineCoder(new Wire(out));
            coder.count(lines.count());
            for (int i = 0; i < lines.count(); i++) coder.code(lines, i, 0);
            print(out, 128);
            return;
        }
        LogEncoder encoder = new LogEncoder();
        for (int i = 1; i < arguments.length; i++) {
            out.reset();
            encoder.encode(lines(arguments[i]), out);
            print(out, 96);
        }
    }

    private static LogLines lines(String file) throws IOException {
        LogLines lines = new LogLines();
        for (String line : Files.readAllLines(Path.of(file))) lines.add(line);
        return lines;
    }

    private static void print(BitEncoder message, int width) {
        String hex = HexFormat.of().formatHex(message.finish());
        for (int i = 0; i < hex.length(); i += width) {
            System.out.println(hex.substring(i, Math.min(hex.length(), i + width)));
        }
        System.out.println();
    }
}
