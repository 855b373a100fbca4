package io.meshplane.agent.domain;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Whether a line of a log is an error or worse, by the words that programs use for it. */
public final class LogSeverity {
    /** Lowest syslog priority that is urgent: err (RFC 5424, table 2). */
    public static final int ERROR = 3;

    /** A level stands near the beginning of a line. */
    private static final int LOOKED_AT_BYTES = 256;

    private static final Pattern LOUD =
            Pattern.compile("(?<![A-Za-z0-9_])(?:ERROR|FATAL|CRITICAL|CRIT|ALERT|EMERG|PANIC|SEVERE)(?![A-Za-z0-9_])"
                    + "|(?:\"level\"\\s*:\\s*\"|\\blevel=\"?)(?i:err|error|fatal|critical|crit|alert|emerg|panic)\\b");

    /** Whether the line says so in capitals, or as a field {@code level}. */
    public static boolean isUrgent(byte[] line) {
        int length = Math.min(line.length, LOOKED_AT_BYTES);
        return LOUD.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1))
                .find();
    }

    /** Name of a syslog priority as logs write it. */
    public static String levelOf(int priority) {
        return switch (priority) {
            case 0 -> "EMERG";
            case 1 -> "ALERT";
            case 2 -> "CRIT";
            case 3 -> "ERROR";
            case 4 -> "WARN";
            case 5, 6 -> "INFO";
            default -> "DEBUG";
        };
    }

    private LogSeverity() {}
}
