package io.meshplane.telemetry.logs;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** How urgent a line of a log says it is. */
public final class LogLevels {
    private static final int LOOK_BYTES = 256;
    private static final int MAX_WORD = 10;
    private static final int SYSLOG_ERROR = 3;
    private static final Set<String> URGENT =
            Set.of("err", "error", "crit", "critical", "fatal", "alert", "emerg", "emergency", "panic", "severe");
    private static final byte[][] KEYS = {key("level"), key("lvl"), key("severity")};

    private LogLevels() {}

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * True for an error and worse: by the syslog priority in front (RFC 5424), by a field named level, lvl or severity in the first
     * 256 bytes (JSON or key=value), or else by the first word of letters. What tells no level is not urgent.
     */
    public static boolean isUrgent(byte[] line) {
        int end = Math.min(line.length, LOOK_BYTES);
        int severity = syslogSeverity(line, end);
        if (severity >= 0) return severity <= SYSLOG_ERROR;
        for (int i = 0; i < end; i++) {
            if (i > 0 && Text.isWord(line[i - 1])) continue;
            for (byte[] key : KEYS) {
                int value = valueOf(key, line, i, end);
                if (value >= 0) return isUrgentWord(line, value, end);
            }
        }
        int word = firstWord(line, end);
        return isUrgentWord(line, word, end);
    }

    private static int syslogSeverity(byte[] line, int end) {
        if (end < 3 || line[0] != '<') return -1;
        int priority = 0;
        int i = 1;
        while (i < end && i < 4 && Text.isDigit(line[i])) priority = priority * 10 + line[i++] - '0';
        return i > 1 && i < end && line[i] == '>' ? priority & 7 : -1;
    }

    /** Where the value of a field begins, -1 if it is another field or a word of a text. */
    private static int valueOf(byte[] key, byte[] line, int from, int end) {
        int i = from;
        for (byte c : key) {
            if (i == end || (line[i++] | 0x20) != c) return -1;
        }
        if (i < end && line[i] == '"') i++;
        while (i < end && line[i] == ' ') i++;
        if (i == end || (line[i] != ':' && line[i] != '=')) return -1;
        i++;
        while (i < end && (line[i] == ' ' || line[i] == '"')) i++;
        return i;
    }

    private static int firstWord(byte[] line, int end) {
        int i = 0;
        while (i < end) {
            int to = i;
            boolean letters = true;
            while (to < end && Text.isWord(line[to])) letters &= Text.isLetter(line[to++]);
            if (to > i && letters) return i;
            i = to + 1;
        }
        return end;
    }

    private static boolean isUrgentWord(byte[] line, int from, int end) {
        int to = from;
        while (to < end && Text.isLetter(line[to])) to++;
        if (to == from || to - from > MAX_WORD) return false;
        String word = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
        return URGENT.contains(word.toLowerCase(Locale.ROOT));
    }
}
