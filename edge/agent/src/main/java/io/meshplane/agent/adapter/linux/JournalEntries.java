package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.LogSeverity;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the journal as {@code journalctl -o json} writes them (systemd.journal-fields(7)), made into a line of JSON each:
 * {@code ts}, {@code level}, {@code module} and {@code msg}. The agent's own entries give no line, or each would cause another.
 */
final class JournalEntries {
    /**
     * An entry.
     *
     * @param cursor where it is in the journal
     * @param line null = not to be shown
     */
    record Entry(String cursor, byte @Nullable [] line, boolean urgent) {}

    private final String ownPid;
    private final @Nullable String ownUnit;
    private final AtomicLong bad = new AtomicLong();

    /**
     * For an agent.
     *
     * @param ownUnit systemd's name of the service that the agent is; null = it is none
     */
    JournalEntries(long ownPid, @Nullable String ownUnit) {
        this.ownPid = Long.toString(ownPid);
        this.ownUnit = ownUnit;
    }

    /** Texts that were no entry; from any thread. */
    long badEntries() {
        return bad.get();
    }

    /** Reads an entry; null if the text is none. */
    @Nullable Entry parse(byte[] json) {
        try {
            JsonObject entry = new JsonObject(new String(json, StandardCharsets.UTF_8));
            if (entry.getValue("__CURSOR") instanceof String cursor && cursor.length() <= 512) {
                int priority = priority(entry);
                return new Entry(cursor, isOwn(entry) ? null : line(entry, priority), priority <= LogSeverity.ERROR);
            }
        } catch (DecodeException | IllegalArgumentException e) {
            bad.incrementAndGet();
            return null;
        }
        bad.incrementAndGet();
        return null;
    }

    private boolean isOwn(JsonObject entry) {
        return ownPid.equals(entry.getValue("_PID"))
                || (ownUnit != null && ownUnit.equals(entry.getValue("_SYSTEMD_UNIT")));
    }

    private static byte[] line(JsonObject entry, int priority) {
        JsonObject line = new JsonObject();
        String time = time(entry);
        if (time != null) line.put("ts", time);
        return line.put("level", LogSeverity.levelOf(priority))
                .put("module", module(entry))
                .put("msg", message(entry.getValue("MESSAGE")))
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String time(JsonObject entry) {
        if (!(entry.getValue("__REALTIME_TIMESTAMP") instanceof String micros) || !micros.matches("\\d{1,17}")) {
            return null;
        }
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS).toString();
    }

    private static int priority(JsonObject entry) {
        return entry.getValue("PRIORITY") instanceof String text && text.matches("[0-7]") ? text.charAt(0) - '0' : 6;
    }

    private static String module(JsonObject entry) {
        for (String field : new String[] {"SYSLOG_IDENTIFIER", "_SYSTEMD_UNIT", "_COMM"}) {
            if (entry.getValue(field) instanceof String name) return name.substring(0, Math.min(128, name.length()));
        }
        return "";
    }

    /** Text; or bytes, where it is no UTF-8; or null, where journalctl found it too large. */
    private static String message(@Nullable Object message) {
        if (message instanceof String text) return bounded(text);
        if (message instanceof JsonArray bytes) {
            StringBuilder text = new StringBuilder();
            for (Object one : bytes) {
                if (text.length() < JournalTap.maxMessageBytes() && one instanceof Number number) {
                    text.append((char) (number.intValue() & 0xff));
                }
            }
            return bounded(text.toString());
        }
        return "(journalctl left the message out: too large)";
    }

    /** So that the line is short enough also where each character takes more bytes than one. */
    private static String bounded(String text) {
        int room = JournalTap.maxMessageBytes();
        if (text.length() <= room / 6) return text;
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x20 || Character.isSurrogate(c) ? 6 : c < 0x80 ? 1 + (c == '"' || c == '\\' ? 1 : 0) : 3;
            if (bytes > room) {
                int end = Character.isHighSurrogate(text.charAt(i - 1)) ? i - 1 : i;
                return text.substring(0, end) + " ... [" + (text.length() - end) + " characters cut]";
            }
        }
        return text;
    }
}
