package io.meshplane.payment.domain.statement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON in the canonical form of RFC 8785, for objects, arrays and strings: numbers have no place where money is told. */
public final class CanonicalJson {

    /**
     * Writes a tree.
     *
     * @param value a map with keys of text, a list, or a text; nested as one likes
     * @throws IllegalArgumentException for anything else: a caller's bug
     */
    public static String of(Object value) {
        StringBuilder json = new StringBuilder();
        write(json, value);
        return json.toString();
    }

    private static void write(StringBuilder json, Object value) {
        switch (value) {
            case String text -> writeText(json, text);
            case List<?> list -> writeList(json, list);
            case Map<?, ?> map -> writeMap(json, map);
            default -> throw new IllegalArgumentException("neither object, array nor string: " + value.getClass());
        }
    }

    private static void writeList(StringBuilder json, List<?> list) {
        json.append('[');
        String comma = "";
        for (Object one : list) {
            json.append(comma);
            write(json, one);
            comma = ",";
        }
        json.append(']');
    }

    /** Keys by their UTF-16 code units (RFC 8785 §3.2.3), which is how Java orders text. */
    private static void writeMap(StringBuilder json, Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        json.append('{');
        String comma = "";
        for (Map.Entry<String, Object> one : sorted.entrySet()) {
            json.append(comma);
            writeText(json, one.getKey());
            json.append(':');
            write(json, one.getValue());
            comma = ",";
        }
        json.append('}');
    }

    /** Escapes as RFC 8785 §3.2.2.2: the short ones, else {@code \}{@code u00xx} in lower case, and only where JSON needs it. */
    private static void writeText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ')
                        json.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
                    else json.append(c);
                }
            }
        }
        json.append('"');
    }

    private CanonicalJson() {}
}
