package io.meshplane.agent.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names of peers as text: lines of a WireGuard key and the id of the node that has it. */
public final class PeerLines {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final Pattern NODE = Pattern.compile("n[a-z2-7]{26}");

    private PeerLines() {}

    /** Node ids by public key; a line of another shape is as good as absent. */
    public static Map<String, String> read(List<String> lines) {
        Map<String, String> nodes = new HashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2 && isName(words[0], words[1])) nodes.put(words[0], words[1]);
        }
        return nodes;
    }

    /** A line for each, in the order of the keys. */
    public static String write(Map<String, String> nodes) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(nodes)
                .forEach((key, node) ->
                        lines.append(key).append(' ').append(node).append('\n'));
        return lines.toString();
    }

    /** Whether these are a key in base64 and a node id. */
    public static boolean isName(String key, String node) {
        return KEY.matcher(key).matches() && NODE.matcher(node).matches();
    }
}
