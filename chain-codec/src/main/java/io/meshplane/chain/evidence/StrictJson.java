package io.meshplane.chain.evidence;

import io.meshplane.chain.MalformedChainDataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The little JSON that evidence needs: objects, arrays, whole numbers, and strings of printable ASCII without escapes. */
final class StrictJson {
    private static final int DEPTH_MAX = 8;
    private static final int DIGITS_MAX = 19;

    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

    /**
     * Reads one value that fills the text: a Map, List, BigInteger or String.
     *
     * @throws MalformedChainDataException for anything else, also for a member that stands twice
     */
    static Object read(String text) throws MalformedChainDataException {
        StrictJson json = new StrictJson(text);
        Object value = json.value(0);
        if (json.at != text.length()) throw json.wrong();
        return value;
    }

    private Object value(int depth) throws MalformedChainDataException {
        if (depth > DEPTH_MAX) throw wrong();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) throws MalformedChainDataException {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        while (peek() != '}') {
            if (!members.isEmpty()) take(',');
            String name = string();
            take(':');
            if (members.put(name, value(depth + 1)) != null) throw wrong();
        }
        take('}');
        return members;
    }

    private List<Object> array(int depth) throws MalformedChainDataException {
        List<Object> items = new ArrayList<>();
        take('[');
        while (peek() != ']') {
            if (!items.isEmpty()) take(',');
            items.add(value(depth + 1));
        }
        take(']');
        return items;
    }

    private String string() throws MalformedChainDataException {
        take('"');
        int from = at;
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ' || c > '~' || c == '\\') throw wrong();
        }
        take('"');
        return text.substring(from, at - 1);
    }

    private BigInteger number() throws MalformedChainDataException {
        int from = at;
        if (peek() == '-') at++;
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        boolean zeroFirst = at > digits + 1 && text.charAt(digits) == '0';
        if (at == digits || at - digits > DIGITS_MAX || zeroFirst) throw wrong();
        return new BigInteger(text.substring(from, at));
    }

    private char peek() throws MalformedChainDataException {
        if (at >= text.length()) throw wrong();
        return text.charAt(at);
    }

    private void take(char expected) throws MalformedChainDataException {
        if (peek() != expected) throw wrong();
        at++;
    }

    private MalformedChainDataException wrong() {
        return new MalformedChainDataException("not the JSON of a bundle at character " + at);
    }
}
