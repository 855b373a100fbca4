package io.meshplane.agent.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a real babeld sent in a recorded session: the dumps A and B, and the long session C. */
final class RecordedSession {
    private static final Pattern RECEIVED = Pattern.compile("^\\[ *[\\d.]+\\] < (.*)$", Pattern.MULTILINE);

    /** All received lines. */
    static String all() {
        return String.join("", parts());
    }

    /** Received bytes of the three sessions. */
    static List<String> parts() {
        return List.of(section("A"), section("B"), monitored());
    }

    /** The session with {@code monitor}, a link cut and a final dump. */
    static String monitored() {
        return received(section("C"));
    }

    /** Received lines between the last {@code dump} and the end of its reply. */
    static String finalDump() {
        String session = section("C");
        String tail = session.substring(session.lastIndexOf("> dump"));
        return received(tail.substring(0, tail.indexOf("> router-id")));
    }

    private static String received(String lines) {
        StringBuilder out = new StringBuilder();
        Matcher line = RECEIVED.matcher(lines);
        while (line.find()) out.append(line.group(1)).append('\n');
        return out.toString();
    }

    private static String section(String letter) {
        String text = text();
        int begin = text.indexOf('\n', text.indexOf("## " + letter + ".")) + 1;
        String section = text.substring(begin, text.indexOf("\n## " + (char) (letter.charAt(0) + 1) + ".", begin));
        return letter.equals("C") ? section : section.strip() + "\n";
    }

    private static String text() {
        try (InputStream in = RecordedSession.class.getResourceAsStream("/babeld-session.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordedSession() {}
}
