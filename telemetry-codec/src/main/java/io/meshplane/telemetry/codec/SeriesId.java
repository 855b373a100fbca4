package io.meshplane.telemetry.codec;

import java.util.List;

/**
 * Which series a value belongs to (Prometheus data model).
 *
 * @param name with unit; cumulative counters end in {@code _total}; letters, digits, {@code _} and {@code :}; 1-200 bytes
 * @param labels in the order in which they were given; at most {@value #MAX_LABELS}
 */
public record SeriesId(String name, List<MetricBlock.Label> labels) {
    /** Labels of one series at most. */
    public static final int MAX_LABELS = 16;

    public SeriesId {
        Checks.name("series name", name, true);
        labels = List.copyOf(labels);
        if (labels.size() > MAX_LABELS) throw new IllegalArgumentException("more than " + MAX_LABELS + " labels");
    }
}
