package io.meshplane.sentinel.domain.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The part of each local day in which only a critical alert may wake somebody. What the clocks do in spring and autumn does not
 * open a gap: each night is one span between two instants.
 *
 * @param from on each day
 * @param to on the same day, or on the next if it is not after {@code from}
 */
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {
    public QuietHours {
        if (from.equals(to)) throw new IllegalArgumentException("quiet hours have an end");
    }

    /** Whether it is quiet at this moment. */
    public boolean areAt(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        // a day that was skipped or lasted longer moves a night by a day at most
        for (int daysBack = -1; daysBack <= 2; daysBack++) {
            if (holds(today.minusDays(daysBack), now)) return true;
        }
        return false;
    }

    private boolean holds(LocalDate day, Instant now) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        Instant start = day.atTime(from).atZone(zone).toInstant();
        Instant end = last.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
        return !now.isBefore(start) && now.isBefore(end);
    }
}
