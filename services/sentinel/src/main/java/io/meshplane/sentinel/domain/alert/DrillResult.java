package io.meshplane.sentinel.domain.alert;

import java.time.Duration;
import java.time.Instant;

/** What came of a drill. */
public sealed interface DrillResult {
    /** It goes on. */
    record Running() implements DrillResult {}

    /**
     * A human answered.
     *
     * @param after from the first page that was decided on
     */
    record Answered(String by, Duration after) implements DrillResult {}

    /**
     * Nobody did.
     *
     * @param delivered how many pages got through: 0 means that the way failed, not the people
     */
    record Unanswered(long delivered) implements DrillResult {}

    /** The result so far of an alert that is a drill. */
    static DrillResult of(Alert drill) {
        Acknowledgement answer = drill.episode().acknowledgement();
        if (answer != null) return new Answered(answer.by(), Duration.between(firstPageAt(drill), answer.at()));
        if (drill.isOpen()) return new Running();
        return new Unanswered(drill.pagesOfEpisode().stream()
                .filter(page -> page.state() == Page.State.DELIVERED)
                .count());
    }

    private static Instant firstPageAt(Alert drill) {
        return drill.pagesOfEpisode().stream()
                .map(Page::decidedAt)
                .min(Instant::compareTo)
                .orElse(drill.episode().openedAt());
    }
}
