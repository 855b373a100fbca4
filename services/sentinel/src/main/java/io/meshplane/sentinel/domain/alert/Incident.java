package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of one outage of a pool: from the first member judged down until each that was is up.
 *
 * @param endedAt null = it goes on
 * @param entries by time
 */
public record Incident(
        PoolKey pool, Instant startedAt, @Nullable Instant endedAt, List<Entry> entries) {
    public Incident {
        entries = List.copyOf(entries);
    }

    /** What a line of the story tells. */
    public enum Kind {
        /** A vantage point saw a member fail, or succeed again. */
        SEEN,
        /** It was decided how a member is, and why. */
        JUDGED,
        /** A name server took a new answer. */
        WRITTEN,
        /** An alert opened. */
        RAISED,
        /** Somebody was to be paged. */
        PAGED,
        /** The page arrived, or was given up. */
        SETTLED,
        ACKNOWLEDGED,
        /** An alert ended. */
        ENDED
    }

    /**
     * One line.
     *
     * @param who a vantage point, a contact, a person, or the service itself
     */
    public record Entry(Instant at, Kind kind, String who, String what) {}

    /**
     * A member was judged.
     *
     * @param sightings what the judgement rests on
     */
    public record Judgement(
            PoolKey pool, Label member, Health state, String reason, Instant at, List<Sighting> sightings) {
        public Judgement {
            sightings = List.copyOf(sightings);
        }
    }

    /** What a vantage point saw last of a member, and how often in a row. */
    public record Sighting(String vantage, Health verdict, boolean believed, int inARow, String detail, Instant at) {}

    /** DNS leads users elsewhere. */
    public record Switch(
            PoolKey pool,
            String record,
            List<String> before,
            List<String> after,
            String reason,
            long epoch,
            Instant at) {
        public Switch {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }
}
