package io.meshplane.ingest.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one upload, for reading.
 *
 * @param sampledAtMs one per scrape, the node's clock
 * @param sentAtMs the node's clock; 0 = not said
 * @param receivedAtMs our clock
 */
public record StoredMetrics(
        String nodeId,
        long bootId,
        long sequence,
        long sentAtMs,
        long receivedAtMs,
        List<Long> sampledAtMs,
        List<Series> series) {

    /**
     * One series.
     *
     * @param values one per scrape; null = not sampled
     */
    public record Series(String name, Map<String, String> labels, List<@Nullable Double> values) {}

    /** How old the newest values are. */
    public Freshness freshness(long nowMs) {
        int count = sampledAtMs.size();
        long firstMs = count == 0 ? sentAtMs : sampledAtMs.getFirst();
        long lastMs = count == 0 ? sentAtMs : sampledAtMs.getLast();
        return Freshness.of(firstMs, lastMs, count, sentAtMs, receivedAtMs, nowMs);
    }
}
