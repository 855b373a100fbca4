package io.meshplane.ingest.domain.series;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How many bytes of a node's lines are kept, by the day of the lines: what comes when they are used up is dropped and counted, so that
 * one node that talks without end takes no other one's room. Blocks count in the order in which they come.
 */
public final class LogBudget {
    private final long dayBytes;
    private final Map<Day, Long> used;

    /** A day of a node; days since 1970, UTC. */
    public record Day(int nodeNo, int day) {
        /** Where a block counts. */
        public static Day of(LogRow row) {
            return new Day(row.nodeNo(), row.day());
        }
    }

    /**
     * A budget.
     *
     * @param dayBytes of a node and a day
     * @param used what the blocks that are kept take
     */
    public LogBudget(long dayBytes, Map<Day, Long> used) {
        if (dayBytes < 1) throw new IllegalArgumentException("bytes of a day < 1: " + dayBytes);
        this.dayBytes = dayBytes;
        this.used = new HashMap<>(used);
    }

    /** Which of the blocks are kept, by their events; the others keep their place without their lines. */
    public Set<UUID> keep(List<LogRow> rows) {
        Set<UUID> kept = new HashSet<>();
        for (LogRow row : rows) {
            Day day = Day.of(row);
            long after = used.getOrDefault(day, 0L) + row.data().length;
            if (after > dayBytes) continue;
            used.put(day, after);
            kept.add(row.event());
        }
        return kept;
    }
}
