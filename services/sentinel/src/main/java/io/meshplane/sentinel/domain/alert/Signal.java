package io.meshplane.sentinel.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of an alert. */
public sealed interface Signal {
    /**
     * The trouble is there, or still there.
     *
     * @param expiresAt over by then unless said again; null = until cleared
     * @param drill null = no drill
     */
    record Firing(
            Subject subject,
            @Nullable Instant expiresAt,
            @Nullable DrillTerms drill) implements Signal {
        public Firing(Subject subject) {
            this(subject, null, null);
        }
    }

    /** It is over. */
    record Cleared(String why) implements Signal {}

    /**
     * A person looks after it.
     *
     * @param episode the outbreak that was meant: a link in an old page acknowledges nothing new
     */
    record Acknowledged(String by, int episode, String note) implements Signal {}
}
