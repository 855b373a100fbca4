package io.meshplane.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The terminal that standard output goes to, if it does. */
final class Terminal {
    private static final int USUAL_WIDTH = 80;
    private static final long LOOK_NANOS = 2_000_000_000L;
    private static int width = USUAL_WIDTH;
    private static long lookedAt = Long.MIN_VALUE;

    /** Whether a person looks on; the script knows. */
    static boolean isThere() {
        return Boolean.getBoolean("meshplane.terminal");
    }

    /** In columns, as of two seconds ago at most. */
    static synchronized int width() {
        long now = System.nanoTime();
        if (lookedAt == Long.MIN_VALUE || now - lookedAt > LOOK_NANOS) {
            lookedAt = now;
            width = look();
        }
        return width;
    }

    /** Rows that a line fills. */
    static int rows(String line) {
        int visible = line.replaceAll("\033\\[[0-9]*m", "").length();
        return Math.max(1, (visible + width() - 1) / width());
    }

    private static int look() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            String[] numbers = size.split(" ");
            boolean known = numbers.length == 2 && numbers[1].matches("[1-9][0-9]{0,4}");
            return known ? Integer.parseInt(numbers[1]) : USUAL_WIDTH;
        } catch (IOException noTerminal) {
            return USUAL_WIDTH;
        }
    }

    private Terminal() {}
}
