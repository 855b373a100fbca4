package io.meshplane.launcher;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON (RFC 8259), enough for answers of the control plane; the launcher has no library at hand. */
public sealed interface Json {
    /** An object, members in their order. */
    record Struct(Map<String, Json> members) implements Json {}

    /** An array. */
    record Items(List<Json> values) implements Json {}

    /** A string. */
    record Text(String value) implements Json {}

    /** A number. */
    record Numeral(BigDecimal value) implements Json {}

    /** true or false. */
    record Truth(boolean value) implements Json {}

    /** null. */
    record Nothing() implements Json {}

    /** @throws IllegalArgumentException with the position of the first mistake */
    static Json parse(String text) {
        Parser parser = new Parser(text);
        Json value = parser.value(0);
        parser.end();
        return value;
    }

    /** A string in quotes. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ') quoted.append("\\u%04x".formatted((int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** A member of this object; empty if this is no object or has no such member, or the member is null. */
    default Optional<Json> get(String name) {
        return this instanceof Struct(var members)
                ? Optional.ofNullable(members.get(name)).filter(member -> !(member instanceof Nothing))
                : Optional.empty();
    }

    /** A member as text, numbers and truths too; empty text if it is absent. */
    default String text(String name) {
        return get(name).map(Json::plain).orElse("");
    }

    /** The elements of a member that is an array; none if it is absent. */
    default List<Json> items(String name) {
        return get(name).orElseGet(Nothing::new) instanceof Items(var values) ? values : List.of();
    }

    /** A scalar as it reads; empty text for what is none. */
    default String plain() {
        return switch (this) {
            case Text(String value) -> value;
            case Numeral(BigDecimal value) -> value.toPlainString();
            case Truth(boolean value) -> String.valueOf(value);
            case Struct ignored -> "";
            case Items ignored -> "";
            case Nothing ignored -> "";
        };
    }

    /** Recursive descent over one text. */
    final class Parser {
        private static final int DEPTH_MAX = 64;
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Json value(int depth) {
            if (depth > DEPTH_MAX) throw mistake("nested too deeply");
            skipBlanks();
            return switch (peek()) {
                case '{' -> struct(depth);
                case '[' -> items(depth);
                case '"' -> new Text(string());
                case 't' -> literal("true", new Truth(true));
                case 'f' -> literal("false", new Truth(false));
                case 'n' -> literal("null", new Nothing());
                default -> numeral();
            };
        }

        private Json struct(int depth) {
            Map<String, Json> members = new LinkedHashMap<>();
            at++;
            if (skipped('}')) return new Struct(members);
            do {
                skipBlanks();
                String name = string();
                require(':');
                members.put(name, value(depth + 1));
            } while (skipped(','));
            require('}');
            return new Struct(members);
        }

        private Json items(int depth) {
            List<Json> values = new ArrayList<>();
            at++;
            if (skipped(']')) return new Items(values);
            do values.add(value(depth + 1));
            while (skipped(','));
            require(']');
            return new Items(values);
        }

        private String string() {
            if (peek() != '"') throw mistake("a string is expected");
            at++;
            StringBuilder value = new StringBuilder();
            while (peek() != '"') {
                char c = text.charAt(at++);
                if (c < ' ') throw mistake("a control character in a string");
                value.append(c == '\\' ? escaped() : c);
            }
            at++;
            return value.toString();
        }

        private char escaped() {
            char c = peek();
            at++;
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> hex();
                default -> throw mistake("an unknown escape");
            };
        }

        private char hex() {
            if (at + 4 > text.length()) throw mistake("the text ends early");
            String digits = text.substring(at, at + 4);
            if (!digits.matches("[0-9a-fA-F]{4}")) throw mistake("four hex digits are expected");
            at += 4;
            return (char) Integer.parseInt(digits, 16);
        }

        private Json numeral() {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
            try {
                return new Numeral(new BigDecimal(text.substring(from, at)));
            } catch (NumberFormatException noNumber) {
                throw mistake("a value is expected");
            }
        }

        private Json literal(String word, Json value) {
            if (!text.startsWith(word, at)) throw mistake(word + " is expected");
            at += word.length();
            return value;
        }

        private boolean skipped(char c) {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != c) return false;
            at++;
            return true;
        }

        private void require(char c) {
            if (!skipped(c)) throw mistake(c + " is expected");
        }

        private char peek() {
            if (at >= text.length()) throw mistake("the text ends early");
            return text.charAt(at);
        }

        private void skipBlanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        }

        private void end() {
            skipBlanks();
            if (at < text.length()) throw mistake("nothing more is expected");
        }

        private IllegalArgumentException mistake(String what) {
            return new IllegalArgumentException("JSON, at " + at + ": " + what);
        }
    }
}
