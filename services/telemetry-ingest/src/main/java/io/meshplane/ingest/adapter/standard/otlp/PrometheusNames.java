package io.meshplane.ingest.adapter.standard.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names of OpenTelemetry as names of Prometheus: words joined by underscores, the unit spelt out, {@code _total} and
 * {@code _ratio} (OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility"; the same names as Prometheus' own
 * OTLP receiver gives with UnderscoreEscapingWithSuffixes).
 */
final class PrometheusNames {
    /** What a metric is, as far as its name tells. */
    enum Kind {
        COUNTER,
        GAUGE,
        OTHER
    }

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"),
            Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));

    private static final Map<String, String> PER_UNITS =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    /** Name of a metric; empty if nothing of it is left. */
    static String metric(String name, String unit, Kind kind) {
        List<String> words = new ArrayList<>(words(name));
        int slash = unit.indexOf('/');
        String main = unitWord(slash < 0 ? unit : unit.substring(0, slash), UNITS);
        String per = slash < 0 ? "" : unitWord(unit.substring(slash + 1), PER_UNITS);
        if (!main.isEmpty() && !words.contains(main)) words.add(main);
        if (!per.isEmpty() && !words.contains("per_" + per)) words.add("per_" + per);
        if (kind == Kind.COUNTER) moveToEnd(words, "total");
        if (kind == Kind.GAUGE && unit.equals("1")) moveToEnd(words, "ratio");
        String joined = String.join("_", words);
        return !joined.isEmpty() && isDigit(joined.charAt(0)) ? "_" + joined : joined;
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i < name.length() && isNameCharacter(name.charAt(i))) continue;
            if (i > start) words.add(name.substring(start, i));
            start = i + 1;
        }
        return words;
    }

    private static void moveToEnd(List<String> words, String word) {
        words.removeIf(word::equals);
        words.add(word);
    }

    /** A unit in braces is a comment (UCUM annotation). */
    private static String unitWord(String unit, Map<String, String> known) {
        String stripped = unit.strip();
        if (stripped.indexOf('{') >= 0 || stripped.indexOf('}') >= 0) return "";
        return String.join("_", words(known.getOrDefault(stripped, stripped)));
    }

    private static boolean isNameCharacter(char c) {
        return isLetter(c) || isDigit(c) || c == ':';
    }

    /** Whether an attribute's name is a label's name as it is. */
    static boolean isLabel(byte[] bytes, int from, int to) {
        if (from == to || isDigit(bytes[from]) || (bytes[from] == '_' && (to - from < 2 || bytes[from + 1] != '_'))) {
            return false;
        }
        for (int i = from; i < to; i++) if (!isLetter(bytes[i]) && !isDigit(bytes[i]) && bytes[i] != '_') return false;
        return true;
    }

    /** Name of a label; empty if nothing of it is left. */
    static String label(String name) {
        StringBuilder label = new StringBuilder(name.length() + 4);
        name.codePoints().forEach(c -> label.append(c < 128 && (isLetter(c) || isDigit(c)) ? (char) c : '_'));
        if (label.chars().allMatch(c -> c == '_')) return "";
        if (isDigit(label.charAt(0))) return "key_" + label;
        boolean reserved = label.length() > 1 && label.charAt(1) == '_';
        return label.charAt(0) == '_' && !reserved ? "key" + label : label.toString();
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private PrometheusNames() {}
}
