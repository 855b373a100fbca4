package io.meshplane.agent.domain;

import io.meshplane.agent.domain.BabelState.Interface;
import io.meshplane.agent.domain.BabelState.Neighbour;
import io.meshplane.agent.domain.BabelState.Route;
import io.meshplane.agent.domain.BabelState.Xroute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one connection to babeld's local socket (docs: babeld(8), "local configuration interface"): banner, replies, and the
 * add, change and flush lines of {@code dump} and {@code monitor}. Bytes may be split anywhere. Words after the known ones are
 * skipped; those that Althea's fork adds are read. A line that makes no sense is counted and changes nothing.
 */
public final class BabelParser {
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_OBJECTS = 50_000;
    private static final int MAX_REPLIES = 16;
    private static final Set<String> ALTHEA = Set.of("local fee", "metric factor");

    /** How far the conversation is. */
    public enum Phase {
        /** The banner has not ended yet. */
        BANNER,
        /** It listens to requests. */
        READY,
        /** Whoever is at the other end is not babeld. */
        NOT_BABEL
    }

    private final Map<String, Interface> interfaces = new HashMap<>();
    private final Map<String, Neighbour> neighbours = new HashMap<>();
    private final Map<String, Xroute> xroutes = new HashMap<>();
    private final Map<String, Route> routes = new HashMap<>();
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int lineBytes;
    private boolean overlong;
    private long linesRead;
    private long unknownLines;
    private long changes;
    private long repeats;
    private int replies;
    private final Deque<String> untakenReplies = new ArrayDeque<>();
    private @Nullable Long localFee;
    private @Nullable Long metricFactor;
    private @Nullable BabelState snapshot;
    private long snapshotChanges;
    private Phase phase = Phase.BANNER;

    /** Takes the next bytes of the connection. */
    public void feed(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n') {
                endOfLine();
            } else if (lineBytes < MAX_LINE_BYTES) {
                line[lineBytes++] = b;
            } else {
                overlong = true;
            }
        }
    }

    public Phase phase() {
        return phase;
    }

    /** Replies (ok, bad, no) since the banner: one per request. */
    public int replies() {
        return replies;
    }

    /** The oldest reply that was not taken yet; null = none. One is kept for each request, up to 16. */
    public @Nullable String takeReply() {
        return untakenReplies.poll();
    }

    /** Lines that made no sense. */
    public long unknownLines() {
        return unknownLines;
    }

    /** Lines so far that changed what is known. */
    public long changes() {
        return changes;
    }

    /** Lines so far that said what was known: babeld repeats itself with every Hello that it hears. */
    public long repeats() {
        return repeats;
    }

    /** What babeld has said so far; the same object until something changes. */
    public BabelState state() {
        BabelState known = snapshot;
        if (known != null && snapshotChanges == changes) return known;
        known = new BabelState(interfaces, neighbours, xroutes, routes, localFee, metricFactor);
        snapshot = known;
        snapshotChanges = changes;
        return known;
    }

    private void endOfLine() {
        String text = new String(line, 0, lineBytes, StandardCharsets.UTF_8);
        boolean understood = !overlong && understands(text);
        if (!understood) unknownLines++;
        linesRead++;
        lineBytes = 0;
        overlong = false;
    }

    private boolean understands(String text) {
        return switch (phase) {
            case BANNER -> banner(text);
            case READY -> reply(text) || event(text.split(" "));
            case NOT_BABEL -> false;
        };
    }

    private boolean banner(String text) {
        if (linesRead == 0) {
            boolean known = text.startsWith("BABEL 1.") || text.startsWith("ALTHEA 0.");
            if (!known) phase = Phase.NOT_BABEL;
            return known;
        }
        if (text.equals("ok")) phase = Phase.READY;
        return text.equals("ok")
                || text.startsWith("version ")
                || text.startsWith("host ")
                || text.startsWith("my-id ");
    }

    private boolean reply(String text) {
        boolean reply = text.equals("ok") || text.equals("bad") || text.equals("no") || text.startsWith("no ");
        if (reply) {
            replies++;
            if (untakenReplies.size() < MAX_REPLIES) untakenReplies.add(text);
        }
        return reply;
    }

    private boolean event(String[] words) {
        if (words.length == 3 && ALTHEA.contains(words[0] + " " + words[1])) return setting(words[0], words[2]);
        if (words.length < 3 || words.length % 2 == 0) return false;
        return switch (words[0]) {
            case "add", "change" -> upsert(words[1], words[2], new BabelWords(words));
            case "flush" -> flush(words[1], words[2]);
            default -> false;
        };
    }

    private boolean setting(String kind, String value) {
        try {
            long number = BabelWords.u32(value);
            Long before = kind.equals("local") ? localFee : metricFactor;
            if (before != null && before == number) return true;
            if (kind.equals("local")) localFee = number;
            else metricFactor = number;
            changes++;
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean upsert(String kind, String id, BabelWords words) {
        try {
            return switch (kind) {
                case "interface" -> put(interfaces, id, words.asInterface());
                case "neighbour" -> put(neighbours, id, words.asNeighbour(neighbours.get(id)));
                case "xroute" -> put(xroutes, id, words.asXroute());
                case "route" -> put(routes, id, words.asRoute());
                default -> false;
            };
        } catch (IllegalArgumentException e) { // a word is missing or is no number
            return false;
        }
    }

    /** Flushing what is not there is understood too: its add may have come before this connection. */
    private boolean flush(String kind, String id) {
        Map<String, ?> objects = switch (kind) {
            case "interface" -> interfaces;
            case "neighbour" -> neighbours;
            case "xroute" -> xroutes;
            case "route" -> routes;
            default -> null;
        };
        if (objects == null) return false;
        if (objects.remove(id) != null) changes++;
        return true;
    }

    private <T> boolean put(Map<String, T> objects, String id, T object) {
        T before = objects.get(id);
        if (before == null && objects.size() >= MAX_OBJECTS) return false;
        if (object.equals(before)) {
            repeats++;
            return true;
        }
        objects.put(id, object);
        changes++;
        return true;
    }
}
