package io.meshplane.sentinel.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One outbreak of an alert, from its first word to its end.
 *
 * @param number from 1
 * @param seenAt when it was last said
 * @param steps of the escalation that were taken
 * @param steppedAt when the last of them was; null = none was
 */
public record Episode(
        int number,
        Instant openedAt,
        Instant seenAt,
        int steps,
        @Nullable Instant steppedAt,
        @Nullable Acknowledgement acknowledgement,
        @Nullable Ending ending) {
    public Episode {
        if (number < 1 || steps < 0) throw new IllegalArgumentException("episode " + number + ", step " + steps);
    }

    static Episode opening(int number, Instant now) {
        return new Episode(number, now, now, 0, null, null, null);
    }

    Episode seen(Instant at) {
        Instant latest = at.isAfter(seenAt) ? at : seenAt;
        return new Episode(number, openedAt, latest, steps, steppedAt, acknowledgement, ending);
    }

    Episode stepped(int taken, Instant at) {
        return new Episode(number, openedAt, seenAt, taken, at, acknowledgement, ending);
    }

    Episode acknowledged(Acknowledgement by) {
        return new Episode(number, openedAt, seenAt, steps, steppedAt, by, ending);
    }

    Episode ended(Ending how) {
        return new Episode(number, openedAt, seenAt, steps, steppedAt, acknowledgement, how);
    }

    /** What two tellings of the same outbreak know together; {@code this} is the newer one. */
    Episode and(Episode older) {
        boolean olderWentFurther = older.steps > steps;
        return new Episode(
                number,
                openedAt,
                older.seenAt.isAfter(seenAt) ? older.seenAt : seenAt,
                Math.max(steps, older.steps),
                olderWentFurther ? older.steppedAt : steppedAt,
                earlier(acknowledgement, older.acknowledgement),
                ending != null ? ending : older.ending);
    }

    private static @Nullable Acknowledgement earlier(@Nullable Acknowledgement a, @Nullable Acknowledgement b) {
        if (a == null || b == null) return a == null ? b : a;
        return b.at().isBefore(a.at()) ? b : a;
    }
}
