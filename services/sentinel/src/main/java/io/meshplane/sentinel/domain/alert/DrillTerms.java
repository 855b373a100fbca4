package io.meshplane.sentinel.domain.alert;

import java.time.Duration;

/**
 * A page on purpose, to see whether somebody answers.
 *
 * @param answerWithin from its start; after that nobody did
 */
public record DrillTerms(String startedBy, Duration answerWithin) {
    public static final Duration ANSWER_MAX = Duration.ofHours(24);

    public DrillTerms {
        if (!answerWithin.isPositive() || answerWithin.compareTo(ANSWER_MAX) > 0) {
            throw new IllegalArgumentException("a drill lasts 24 hours at most");
        }
    }
}
