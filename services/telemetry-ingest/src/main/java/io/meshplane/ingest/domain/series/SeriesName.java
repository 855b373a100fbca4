package io.meshplane.ingest.domain.series;

import java.util.List;

/**
 * What a series is called.
 *
 * @param labels name, value, name, value …
 */
public record SeriesName(int number, String name, List<String> labels) {
    public SeriesName {
        labels = List.copyOf(labels);
    }
}
