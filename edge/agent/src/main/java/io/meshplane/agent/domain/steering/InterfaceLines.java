package io.meshplane.agent.domain.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines that add interfaces to babeld (babeld(8), "Interface configuration"). A line replaces the whole configuration of its
 * interface, so what the router's own file says beside the cost is said again.
 */
public final class InterfaceLines {
    private final Map<String, List<String>> own = new TreeMap<>();

    /**
     * Of babeld's configuration file. Lines that are about something else do not matter; {@code default} lines hold for interfaces that
     * are added later, too, and need no repeating.
     *
     * @param file its text; empty if there is none
     */
    public InterfaceLines(String file) {
        for (String line : file.split("\n")) {
            List<String> words = words(line);
            if (words.size() < 2 || !words.getFirst().equals("interface")) continue;
            String name = unquoted(words.get(1));
            // a second line of the same interface adds to the first
            own.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(words.subList(2, words.size()));
        }
    }

    private static List<String> words(String line) {
        int comment = line.indexOf('#');
        String plain = (comment < 0 ? line : line.substring(0, comment)).strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split("\\s+"));
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 2 && word.startsWith("\"") && word.endsWith("\"");
        return quoted ? word.substring(1, word.length() - 1) : word;
    }

    /**
     * The line that adds an interface.
     *
     * @param rxcost null = the router's own
     */
    public String add(String interfaceName, @Nullable Integer rxcost) {
        List<String> parameters = own.getOrDefault(interfaceName, List.of());
        StringBuilder line = new StringBuilder("interface ").append(interfaceName);
        for (int i = 0; i + 1 < parameters.size(); i += 2) {
            if (rxcost != null && parameters.get(i).equals("rxcost")) continue;
            line.append(' ').append(parameters.get(i)).append(' ').append(parameters.get(i + 1));
        }
        if (rxcost != null) line.append(" rxcost ").append(rxcost);
        return line.toString();
    }

    /** The line that takes an interface away. */
    public String flush(String interfaceName) {
        return "flush interface " + interfaceName;
    }
}
