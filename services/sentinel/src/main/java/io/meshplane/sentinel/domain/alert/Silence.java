package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * No new pages for alerts that have all these labels, until a time. What is still open then is paged. A person set it, so it holds critical
 * alerts too.
 *
 * @param matchers labels and their values; at least one, so that nobody silences everything by leaving something out
 */
public record Silence(Label name, SortedMap<String, String> matchers, String reason, String by, Instant until) {
    public static final Duration LONGEST = Duration.ofDays(7);
    public static final int REASON_MAX = 200;

    public Silence {
        matchers = Collections.unmodifiableSortedMap(new TreeMap<>(matchers));
        if (matchers.isEmpty() || matchers.size() > Subject.LABELS_MAX) {
            throw new IllegalArgumentException("1-" + Subject.LABELS_MAX + " matchers are expected");
        }
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("a reason of 1-" + REASON_MAX + " characters is expected");
        }
    }

    boolean holds(Alert alert, Instant now) {
        Map<String, String> labels = alert.subject().labels();
        return now.isBefore(until)
                && matchers.entrySet().stream()
                        .allMatch(matcher -> matcher.getValue().equals(labels.get(matcher.getKey())));
    }
}
