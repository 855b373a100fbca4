package io.meshplane.agent.domain;

import io.meshplane.agent.domain.BabelState.Interface;
import io.meshplane.agent.domain.BabelState.Neighbour;
import io.meshplane.agent.domain.BabelState.Route;
import io.meshplane.agent.domain.BabelState.Xroute;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows one connection to babeld's local socket (docs: babeld(8), "local configuration interface"): banner, replies, and the
 * add, change and flush lines of {@code dump} and {@code monitor}. Bytes may be split anywhere. Words after the known ones are
 * skipped, as Althea's fork adds some; a line that makes no sense is counted and changes nothing.
 */
public final class BabelParser {
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_OBJECTS = 100_000;
    private static final Pattern RTT = Pattern.compile("\\d{1,6}\\.\\d{3}");

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
    private int replies;
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

    /** Lines that made no sense. */
    public long unknownLines() {
        return unknownLines;
    }

    /** What babeld has said so far. */
    public BabelState state() {
        return new BabelState(interfaces, neighbours, xroutes, routes);
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
        if (reply) replies++;
        return reply;
    }

    private boolean event(String[] words) {
        boolean althea = words.length == 3 && (words[0].equals("local") || words[0].equals("metric"));
        if (althea) return true; // "local fee 5", "metric factor 1900"
        if (words.length < 3 || words.length % 2 == 0) return false;
        return switch (words[0]) {
            case "add", "change" -> upsert(words[1], words[2], pairs(words));
            case "flush" -> flush(words[1], words[2]);
            default -> false;
        };
    }

    private static Map<String, String> pairs(String[] words) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 3; i + 1 < words.length; i += 2) pairs.put(words[i], words[i + 1]);
        return pairs;
    }

    private boolean upsert(String kind, String id, Map<String, String> pairs) {
        try {
            return switch (kind) {
                case "interface" -> put(interfaces, id, new Interface(yes(pairs, "up", "true"), ipv6(pairs)));
                case "neighbour" -> put(neighbours, id, neighbour(pairs));
                case "xroute" ->
                    put(xroutes, id, new Xroute(need(pairs, "prefix"), need(pairs, "from"), number(pairs, "metric")));
                case "route" -> put(routes, id, route(pairs));
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
        objects.remove(id);
        return true;
    }

    private static <T> boolean put(Map<String, T> objects, String id, T object) {
        if (objects.size() >= MAX_OBJECTS && !objects.containsKey(id)) return false;
        objects.put(id, object);
        return true;
    }

    private static @Nullable String ipv6(Map<String, String> pairs) {
        return pairs.containsKey("ipv6") ? address(pairs, "ipv6") : null;
    }

    private static Neighbour neighbour(Map<String, String> pairs) {
        String rtt = pairs.get("rtt");
        Integer rttMicros = rtt == null ? null : (Integer) micros(rtt);
        return new Neighbour(address(pairs, "address"), interfaceName(pairs), number(pairs, "cost"), rttMicros);
    }

    /** Milliseconds with three decimals. */
    private static int micros(String millis) {
        if (!RTT.matcher(millis).matches()) throw new IllegalArgumentException("rtt is no time");
        return Integer.parseInt(millis.replace(".", ""));
    }

    private static Route route(Map<String, String> pairs) {
        return new Route(
                need(pairs, "prefix"),
                need(pairs, "from"),
                yes(pairs, "installed", "yes"),
                number(pairs, "metric"),
                number(pairs, "refmetric"),
                address(pairs, "via"),
                interfaceName(pairs));
    }

    private static String address(Map<String, String> pairs, String key) {
        String address = need(pairs, key);
        if (address.length() > 45) throw new IllegalArgumentException(key + " is no address");
        return address;
    }

    private static String interfaceName(Map<String, String> pairs) {
        String name = need(pairs, "if");
        if (name.length() > 15) throw new IllegalArgumentException("if is no interface");
        return name;
    }

    private static String need(Map<String, String> pairs, String key) {
        String value = pairs.get(key);
        if (value == null) throw new IllegalArgumentException("no " + key);
        return value;
    }

    private static boolean yes(Map<String, String> pairs, String key, String yes) {
        String value = need(pairs, key);
        if (!value.equals(yes) && !Arrays.asList("no", "false").contains(value)) {
            throw new IllegalArgumentException(key + " is neither");
        }
        return value.equals(yes);
    }

    private static int number(Map<String, String> pairs, String key) {
        int value = Integer.parseInt(need(pairs, key));
        if (value < 0 || value > BabelState.INFINITY) throw new IllegalArgumentException(key + " out of range");
        return value;
    }
}
