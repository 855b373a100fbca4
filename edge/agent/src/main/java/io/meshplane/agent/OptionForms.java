package io.meshplane.agent;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of options look like. Each throws IllegalArgumentException, saying what is expected. */
final class OptionForms {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern STEP = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]{0,199})=(\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");

    static URI url(String text) {
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("an http or https URL is expected");
        }
        return uri;
    }

    static Path readable(String text) {
        Path path = Path.of(text);
        if (!Files.isReadable(path)) throw new IllegalArgumentException("a file that can be read is expected");
        return path;
    }

    static String address(String text) {
        if (!text.matches("0x[0-9a-fA-F]{40}")) throw new IllegalArgumentException("0x and 40 hex digits are expected");
        return text;
    }

    static String signature(String text) {
        if (!text.matches("0x[0-9a-fA-F]{130}"))
            throw new IllegalArgumentException("0x and 130 hex digits are expected");
        return text;
    }

    static String log(String text) {
        if (text.equals("journal") || Path.of(text).isAbsolute()) return text;
        throw new IllegalArgumentException("journal or an absolute path is expected");
    }

    static Map<String, Double> precision(String text) {
        Map<String, Double> steps = new HashMap<>();
        for (String one : text.split(",", -1)) {
            Matcher step = STEP.matcher(one.strip());
            double value = step.matches() ? Double.parseDouble(step.group(2)) : 0;
            if (value <= 0) throw new IllegalArgumentException("metric=step is expected, with a step above 0");
            steps.put(step.group(1), value);
        }
        return steps;
    }

    static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("0-65535 is expected");
        return port;
    }

    static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) throw new IllegalArgumentException("a time such as 500ms, 5s or 1m is expected");
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    static long size(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) throw new IllegalArgumentException("a size such as 512KiB or 64MiB is expected");
        int shift = switch (size.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
        return Long.parseLong(size.group(1)) << shift;
    }

    private OptionForms() {}
}
