package io.meshplane.agent.domain;

import io.meshplane.agent.domain.BabelState.Interface;
import io.meshplane.agent.domain.BabelState.Neighbour;
import io.meshplane.agent.domain.BabelState.Route;
import io.meshplane.agent.domain.BabelState.Xroute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of words after kind and id of one of babeld's lines. Every method throws IllegalArgumentException where a word is
 * missing or makes no sense; pairs that are not asked for do not matter.
 */
final class BabelWords {
    private static final Pattern RTT = Pattern.compile("\\d{1,6}\\.\\d{3}");
    private static final long MAX_U32 = 0xffff_ffffL;

    private final Map<String, String> pairs = new HashMap<>();

    /** Of the words of a whole line, of which the first three are no pairs. */
    BabelWords(String[] words) {
        for (int i = 3; i + 1 < words.length; i += 2) pairs.put(words[i], words[i + 1]);
    }

    Interface asInterface() {
        return new Interface(yes("up", "true"), pairs.containsKey("ipv6") ? address("ipv6") : null);
    }

    /** A neighbour; one that was there for 16 Hellos once stays so. */
    Neighbour asNeighbour(@Nullable Neighbour before) {
        int reach = Integer.parseInt(need("reach"), 16);
        if (reach < 0 || reach > BabelState.INFINITY) throw new IllegalArgumentException("reach out of range");
        boolean settled = HelloWindow.full(reach) || (before != null && before.settled());
        return new Neighbour(
                address("address"),
                interfaceName(),
                reach,
                settled,
                number("rxcost"),
                number("txcost"),
                number("cost"),
                optionalMicros("rtt"));
    }

    Xroute asXroute() {
        return new Xroute(need("prefix"), need("from"), number("metric"));
    }

    Route asRoute() {
        return new Route(
                need("prefix"),
                need("from"),
                yes("installed", "yes"),
                number("metric"),
                number("refmetric"),
                address("via"),
                interfaceName(),
                optionalU32("price"),
                optionalU32("fee"),
                optionalMicros("full-path-rtt"));
    }

    /** An unsigned 32-bit number. */
    static long u32(String text) {
        long value = Long.parseLong(text);
        if (value < 0 || value > MAX_U32) throw new IllegalArgumentException("no 32 bits");
        return value;
    }

    private @Nullable Long optionalU32(String key) {
        String value = pairs.get(key);
        return value == null ? null : (Long) u32(value);
    }

    /** Milliseconds with three decimals. */
    private @Nullable Integer optionalMicros(String key) {
        String millis = pairs.get(key);
        if (millis == null) return null;
        if (!RTT.matcher(millis).matches()) throw new IllegalArgumentException(key + " is no time");
        return Integer.valueOf(millis.replace(".", ""));
    }

    private String address(String key) {
        String address = need(key);
        if (address.length() > 45) throw new IllegalArgumentException(key + " is no address");
        return address;
    }

    private String interfaceName() {
        String name = need("if");
        if (name.isEmpty() || name.length() > 15) throw new IllegalArgumentException("if is no interface");
        return name;
    }

    private String need(String key) {
        String value = pairs.get(key);
        if (value == null) throw new IllegalArgumentException("no " + key);
        return value;
    }

    private boolean yes(String key, String yes) {
        String value = need(key);
        if (!value.equals(yes) && !Arrays.asList("no", "false").contains(value)) {
            throw new IllegalArgumentException(key + " is neither");
        }
        return value.equals(yes);
    }

    private int number(String key) {
        int value = Integer.parseInt(need(key));
        if (value < 0 || value > BabelState.INFINITY) throw new IllegalArgumentException(key + " out of range");
        return value;
    }
}
