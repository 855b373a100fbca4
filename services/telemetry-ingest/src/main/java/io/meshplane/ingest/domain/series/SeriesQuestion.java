package io.meshplane.ingest.domain.series;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks of a node's series.
 *
 * @param name of the series: exact, or a prefix before a last {@code *}; empty = any
 * @param labels that the series must have, with these values
 * @param fromMs first time that counts, milliseconds since epoch UTC
 * @param toMs first time behind
 * @param stepMs null = every sample as it came
 * @param after only series with a higher number
 * @param limit most series of an answer
 */
public record SeriesQuestion(
        String name,
        Map<String, String> labels,
        long fromMs,
        long toMs,
        @Nullable Long stepMs,
        Aggregation aggregation,
        int after,
        int limit) {
    public SeriesQuestion {
        labels = Map.copyOf(labels);
    }

    /** Whether this series is meant, by name and labels. */
    public boolean means(SeriesName series) {
        return nameFits(series.name()) && labels.entrySet().stream().allMatch(label -> has(series.labels(), label));
    }

    private boolean nameFits(String other) {
        if (name.isEmpty()) return true;
        return name.endsWith("*") ? other.startsWith(name.substring(0, name.length() - 1)) : other.equals(name);
    }

    private static boolean has(List<String> pairs, Map.Entry<String, String> label) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(label.getKey())) return pairs.get(i + 1).equals(label.getValue());
        }
        return label.getValue().isEmpty(); // as in PromQL: no label is an empty one
    }
}
