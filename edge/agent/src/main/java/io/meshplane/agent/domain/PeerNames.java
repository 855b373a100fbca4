package io.meshplane.agent.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose WireGuard keys are, as the registry said. A key that it does not know is asked for again after ten minutes, then twice as long
 * each time, since some peers never are nodes and a question costs a client as much as minutes of telemetry; all after six hours, since
 * keys move with a router that is set up anew. Not thread-safe.
 */
public final class PeerNames {
    /** Keys that one question may hold. */
    public static final int KEYS_A_QUESTION = 64;

    static final long UNKNOWN_FOR_MS = 10 * 60_000;
    static final long KNOWN_FOR_MS = 6 * 3_600_000;
    /** Names of peers that are gone are kept as long as there is room: they may come back while the registry is away. */
    static final int NAMES_MAX = 8_192;

    /**
     * What is known of a key.
     *
     * @param node null = the registry does not know it
     * @param waitMs between the last question and the next
     */
    private record Entry(@Nullable String node, long askMs, long waitMs) {}

    private final Map<String, Entry> entries = new HashMap<>();

    /** With what an earlier start learned; all of it will be asked for again. */
    public PeerNames(Map<String, String> nodesByKey) {
        nodesByKey.forEach((key, node) -> entries.put(key, new Entry(node, Long.MIN_VALUE, 0)));
    }

    /**
     * What to ask now.
     *
     * @param seen keys of the peers that are there
     * @param nowMs of a clock that never steps
     * @return at most {@link #KEYS_A_QUESTION} keys; none if all is known
     */
    public List<String> due(Set<String> seen, long nowMs) {
        entries.entrySet()
                .removeIf(each ->
                        !seen.contains(each.getKey()) && (each.getValue().node == null || entries.size() > NAMES_MAX));
        List<String> due = new ArrayList<>();
        for (String key : seen) {
            Entry entry = entries.get(key);
            if (entry == null || entry.askMs <= nowMs) due.add(key);
            if (due.size() == KEYS_A_QUESTION) break;
        }
        return due;
    }

    /**
     * Takes an answer over.
     *
     * @param found node ids by key; keys that were not asked for are ignored
     * @return whether a name is another than before
     */
    public boolean answered(List<String> asked, Map<String, String> found, long nowMs) {
        Map<String, String> before = nodes();
        for (String key : new HashSet<>(asked)) {
            String node = found.get(key);
            Entry last = entries.get(key);
            long waitMs = node != null
                    ? KNOWN_FOR_MS
                    : last == null || last.node != null ? UNKNOWN_FOR_MS : Math.min(2 * last.waitMs, KNOWN_FOR_MS);
            entries.put(key, new Entry(node, nowMs + waitMs, waitMs));
        }
        return !before.equals(nodes());
    }

    /** Node ids by key, as far as they are known. */
    public Map<String, String> nodes() {
        Map<String, String> nodes = new HashMap<>();
        entries.forEach((key, entry) -> {
            if (entry.node != null) nodes.put(key, entry.node);
        });
        return nodes;
    }
}
