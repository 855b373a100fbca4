package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.domain.Freshness;
import io.meshplane.ingest.domain.StoredMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest upload; 64-bit numbers as decimal strings.
 *
 * @param lastSampleAt ISO 8601 by the node's clock
 * @param ageSeconds since then
 * @param stale true when the node should have reported again three times: the values are not current
 * @param sampledAt ISO 8601 by the node's clock, one per scrape; {@code values} of each series are in this order
 */
public record MetricsAnswer(
        String bootId,
        String sequence,
        @Nullable String lastSampleAt,
        long ageSeconds,
        boolean stale,
        List<String> sampledAt,
        List<SeriesAnswer> series) {

    /** One series; a value is null where the node did not sample it, and "Infinity" or "-Infinity" where it is that. */
    public record SeriesAnswer(String name, Map<String, String> labels, List<@Nullable Double> values) {
        static SeriesAnswer of(StoredMetrics.Series series) {
            List<@Nullable Double> values = new ArrayList<>(series.values().size());
            for (Double value : series.values()) values.add(value == null || value.isNaN() ? null : value);
            return new SeriesAnswer(series.name(), series.labels(), values);
        }
    }

    static MetricsAnswer of(StoredMetrics upload, long nowMs) {
        Freshness freshness = upload.freshness(nowMs);
        List<String> times = upload.sampledAtMs().stream()
                .map(time -> Instant.ofEpochMilli(time).toString())
                .toList();
        return new MetricsAnswer(
                Long.toUnsignedString(upload.bootId()),
                Long.toUnsignedString(upload.sequence()),
                times.isEmpty() ? null : times.getLast(),
                freshness.ageSeconds(),
                freshness.stale(),
                times,
                upload.series().stream().map(SeriesAnswer::of).toList());
    }
}
