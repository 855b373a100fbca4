package io.meshplane.agent.domain;

import io.meshplane.agent.domain.BabelState.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says good-bye for links that vanished without a word, as when babeld stops: after a grace they are reported down for a while.
 * Else their last good cost would stand in the control plane for ever.
 */
public final class LinkMemory {
    /** So long a link may be missing, as over a restart of babeld, before it counts as down. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    /** So long a vanished link is reported down. */
    public static final Duration REPORTED = Duration.ofMinutes(3);

    private static final int MAX_LINKS = 2_000;

    private record Remembered(Link link, long lastSeenMs) {}

    private final Map<List<String>, Remembered> remembered = new LinkedHashMap<>();

    /**
     * The links to report: those that are there, and those that are gone.
     *
     * @param nowMs from a clock that does not go back
     */
    public List<Link> report(List<Link> links, long nowMs) {
        for (Link link : links) {
            boolean room = remembered.size() < MAX_LINKS || remembered.containsKey(key(link));
            if (room) remembered.put(key(link), new Remembered(link, nowMs));
        }
        List<Link> report = new ArrayList<>(links);
        remembered.values().removeIf(one -> {
            long missingMs = nowMs - one.lastSeenMs();
            if (missingMs >= GRACE.toMillis()) report.add(one.link().down());
            return missingMs >= REPORTED.toMillis();
        });
        return report;
    }

    private static List<String> key(Link link) {
        return List.of(link.interfaceName(), link.peerAddress());
    }
}
