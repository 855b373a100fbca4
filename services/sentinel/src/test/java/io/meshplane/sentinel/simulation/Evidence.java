package io.meshplane.sentinel.simulation;

import io.meshplane.sentinel.domain.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What vantage points said, kept beside the judges and counted in another way than theirs. */
final class Evidence {
    private static final int KEPT = 120;

    private record Looker(String vantage, String member) {}

    private record Look(Instant at, boolean success) {}

    private final Map<Looker, Deque<Look>> looks = new HashMap<>();

    void add(Observation seen, Instant at) {
        Looker looker = new Looker(seen.vantage(), seen.member().value());
        Deque<Look> known = looks.computeIfAbsent(looker, key -> new ArrayDeque<>());
        known.addLast(new Look(at, seen.success()));
        if (known.size() > KEPT) known.removeFirst();
    }

    /** Vantage points that saw the member fail so often in a row, at some time since then. */
    long whoSawItFail(String member, int inARow, Instant now, Duration since) {
        return looks.entrySet().stream()
                .filter(entry -> entry.getKey().member().equals(member))
                .filter(entry -> failed(entry.getValue(), inARow, now.minus(since)))
                .count();
    }

    private static boolean failed(Deque<Look> looks, int inARow, Instant since) {
        int row = 0;
        for (Look look : looks) {
            row = look.success() ? 0 : row + 1;
            if (row >= inARow && !look.at().isBefore(since)) return true;
        }
        return false;
    }
}
