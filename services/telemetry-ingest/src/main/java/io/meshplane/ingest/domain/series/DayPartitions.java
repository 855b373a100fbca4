package io.meshplane.ingest.domain.series;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which partitions there should be: one for each day, UTC, from the oldest that is kept to some days ahead. */
public final class DayPartitions {
    /** The fewest days ahead: a sample may be a day ahead of us, and today may end before the next look. */
    static final int AHEAD_MIN = 2;

    /**
     * What is to be done.
     *
     * @param create days without a partition, oldest first
     * @param drop days whose partition holds nothing that is kept
     */
    public record Plan(List<LocalDate> create, List<LocalDate> drop) {
        public Plan {
            create = List.copyOf(create);
            drop = List.copyOf(drop);
        }
    }

    /**
     * Decides.
     *
     * @param present days that have a partition
     * @param retention a day or more
     * @param aheadDays two or more
     */
    public static Plan plan(Set<LocalDate> present, Instant now, Duration retention, int aheadDays) {
        if (retention.compareTo(Duration.ofDays(1)) < 0) throw new IllegalArgumentException("retention < 1 day");
        if (aheadDays < AHEAD_MIN) throw new IllegalArgumentException("days ahead < " + AHEAD_MIN);
        LocalDate oldest = dayOf(now.minus(retention));
        List<LocalDate> create = new ArrayList<>();
        LocalDate last = dayOf(now).plusDays(aheadDays);
        for (LocalDate day = oldest; !day.isAfter(last); day = day.plusDays(1)) {
            if (!present.contains(day)) create.add(day);
        }
        return new Plan(
                create,
                present.stream().filter(day -> day.isBefore(oldest)).sorted().toList());
    }

    /** The day of a moment. */
    public static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    /** Milliseconds since epoch UTC at which a day begins. */
    public static long startMs(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private DayPartitions() {}
}
