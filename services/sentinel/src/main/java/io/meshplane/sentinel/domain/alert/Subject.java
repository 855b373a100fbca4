package io.meshplane.sentinel.domain.alert;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an alert says.
 *
 * @param source who tells, such as {@code pools} or {@code prometheus}
 * @param summary one line for people, 1-500 characters
 * @param labels what it is about, 32 at most; silences match them
 */
public record Subject(Severity severity, String source, String summary, SortedMap<String, String> labels) {
    public static final int SUMMARY_MAX = 500;
    public static final int LABELS_MAX = 32;
    public static final int LABEL_MAX = 256;

    public Subject {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        if (source.isEmpty() || source.length() > LABEL_MAX) throw new IllegalArgumentException("source");
        if (summary.isBlank() || summary.length() > SUMMARY_MAX) {
            throw new IllegalArgumentException("a summary has 1-" + SUMMARY_MAX + " characters");
        }
        if (labels.size() > LABELS_MAX) throw new IllegalArgumentException(LABELS_MAX + " labels at most");
        labels.forEach((name, value) -> {
            if (name.isEmpty() || name.length() > LABEL_MAX || value.length() > LABEL_MAX) {
                throw new IllegalArgumentException(
                        "names and values of labels have " + LABEL_MAX + " characters at most");
            }
        });
    }

    public static Subject of(Severity severity, String source, String summary, Map<String, String> labels) {
        return new Subject(severity, source, summary, new TreeMap<>(labels));
    }

    /** Text from elsewhere as a summary: the first {@value #SUMMARY_MAX} characters. */
    public static String shortened(String text) {
        return text.length() <= SUMMARY_MAX ? text : text.substring(0, SUMMARY_MAX);
    }

    /** Text from elsewhere as the value of a label: the first {@value #LABEL_MAX} characters. */
    public static String label(String text) {
        return text.length() <= LABEL_MAX ? text : text.substring(0, LABEL_MAX);
    }

    Subject with(Severity other) {
        return new Subject(other, source, summary, labels);
    }
}
