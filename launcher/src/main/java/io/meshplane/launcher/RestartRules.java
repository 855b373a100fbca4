package io.meshplane.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What becomes of a part that ended by itself. */
final class RestartRules {
    static final int MAX_ENDS = 5;
    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** What to do. */
    sealed interface Decision {
        /** Start it again after a pause. */
        record Again(Duration pause) implements Decision {}

        /** Leave it: it ends as often as it starts. */
        record GiveUp() implements Decision {}
    }

    /**
     * Decides after an end.
     *
     * @param ends when it ended by itself until now, the newest included
     * @return a pause of 1, 2, 4, 8 s, more with every end of the last five minutes; the fifth of these gives up
     */
    static Decision decide(List<Instant> ends, Instant now) {
        Instant windowStart = now.minus(WINDOW);
        long recent = ends.stream().filter(end -> end.isAfter(windowStart)).count();
        if (recent >= MAX_ENDS) return new Decision.GiveUp();
        return new Decision.Again(FIRST_PAUSE.multipliedBy(1L << Math.max(0, recent - 1)));
    }

    private RestartRules() {}
}
