package io.meshplane.agent;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchEncoder;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricBlock.Series;
import io.meshplane.telemetry.codec.UsageCounter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gathers observations until a batch is closed. Links and counters of a batch are those of its last observation. A batch stays
 * below what telemetry-ingest takes: one above would be refused for good. Where there are too many counters, those that waited
 * longest go first; they are cumulative, so nothing is lost by waiting.
 */
final class Scrapes {
    private static final int MAX_SCRAPES = 720;
    private static final int MAX_SERIES = 5_000;
    private static final int MAX_VALUES = 100_000;
    private static final int MAX_METRICS_BYTES = 900 << 10; // written out as an event, where names come in full
    private static final int MAX_LINKS = 1_000;
    private static final int MAX_COUNTERS = 1_000;
    private static final int MAX_BATCH_BYTES = 240 << 10;

    private record Counter(String interfaceName, @Nullable String peerId) {
        static Counter of(UsageCounter usage) {
            return new Counter(usage.interfaceName(), usage.peerId());
        }
    }

    private final List<Long> times = new ArrayList<>();
    private final Map<Reading, double[]> columns = new LinkedHashMap<>();
    private final Map<Counter, Long> lastSent = new HashMap<>();
    private final AtomicLong droppedScrapes = new AtomicLong();
    private final AtomicLong droppedLinks = new AtomicLong();
    private long turn;
    private long nameBytes;
    private @Nullable Observation last;

    /** Scrapes whose metrics found no room in a batch, since the start; from any thread. */
    long droppedScrapes() {
        return droppedScrapes.get();
    }

    /** Links that found no room in a batch, since the start; from any thread. */
    long droppedLinks() {
        return droppedLinks.get();
    }

    void add(long sampledAtMs, Observation observation) {
        last = observation;
        if (!fits(observation.readings())) { // links and counters still go out
            droppedScrapes.incrementAndGet();
            return;
        }
        int row = times.size();
        times.add(sampledAtMs);
        for (Reading reading : observation.readings()) {
            Reading series = series(reading);
            double[] column = columns.get(series);
            if (column == null && columns.size() == MAX_SERIES) continue;
            if (column == null) nameBytes += nameBytes(series);
            double[] filled = row(column, row);
            filled[row] = reading.value();
            columns.put(series, filled);
        }
    }

    private boolean fits(List<Reading> readings) {
        if (times.size() == MAX_SCRAPES) return false;
        Set<Reading> fresh = new LinkedHashSet<>();
        for (Reading reading : readings) {
            Reading series = series(reading);
            if (columns.size() + fresh.size() < MAX_SERIES && !columns.containsKey(series)) fresh.add(series);
        }
        long values = (times.size() + 1L) * (columns.size() + fresh.size());
        long names = nameBytes + fresh.stream().mapToLong(Scrapes::nameBytes).sum();
        return values <= MAX_VALUES && names + values * Double.BYTES <= MAX_METRICS_BYTES;
    }

    private static Reading series(Reading reading) {
        return new Reading(reading.series(), 0);
    }

    /** Upper bound of what a series takes in the event beside its values: tags and lengths, name and labels. */
    private static long nameBytes(Reading series) {
        long bytes = 16L + utf8Bytes(series.name());
        for (Label label : series.labels()) bytes += 12L + utf8Bytes(label.name()) + utf8Bytes(label.value());
        return bytes;
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Rows that nothing was read for hold NaN. */
    private static double[] row(double @Nullable [] column, int row) {
        int had = column == null ? 0 : column.length;
        if (column != null && row < had) return column;
        double[] larger = column == null ? new double[Math.max(4, row + 1)] : Arrays.copyOf(column, (row + 1) * 2);
        Arrays.fill(larger, had, larger.length, Double.NaN);
        return larger;
    }

    /**
     * The batch so far; begins the next one.
     *
     * @return null if nothing was observed
     */
    @Nullable Batch close(NodeId node, long bootId, long sequence, long sentAtMs, String agentVersion) {
        Observation seen = last;
        if (seen == null) return null;
        int rows = times.size();
        List<Series> series = new ArrayList<>();
        columns.forEach((reading, column) ->
                series.add(new Series(reading.name(), reading.labels(), Arrays.copyOf(row(column, rows - 1), rows))));
        long[] sampledAtMs = times.stream().mapToLong(Long::longValue).toArray();
        Batch batch = new Batch(
                node.value(),
                bootId,
                sequence,
                sentAtMs,
                agentVersion,
                seen.uptimeSeconds(),
                seen.babelRoutes(),
                new MetricBlock(sampledAtMs, series),
                links(seen.links()),
                usage(seen.usage()));
        times.clear();
        columns.clear();
        nameBytes = 0;
        last = null;
        return batch;
    }

    /** The batch in its format; without its metrics where they make it larger than telemetry-ingest takes. */
    byte[] encode(Batch batch) {
        byte[] bytes = BatchEncoder.encode(batch);
        if (bytes.length <= MAX_BATCH_BYTES) return bytes;
        droppedScrapes.addAndGet(batch.metrics().sampledAtMs().length);
        return BatchEncoder.encode(new Batch(
                batch.nodeId(),
                batch.bootId(),
                batch.sequence(),
                batch.sentAtMs(),
                batch.agentVersion(),
                batch.uptimeSeconds(),
                batch.babelRoutes(),
                MetricBlock.EMPTY,
                batch.links(),
                batch.usage()));
    }

    private List<LinkSample> links(List<LinkSample> links) {
        if (links.size() <= MAX_LINKS) return links;
        droppedLinks.addAndGet(links.size() - MAX_LINKS);
        return links.subList(0, MAX_LINKS);
    }

    private List<UsageCounter> usage(List<UsageCounter> usage) {
        lastSent.keySet().retainAll(usage.stream().map(Counter::of).collect(Collectors.toSet()));
        List<UsageCounter> chosen = usage.stream()
                .sorted(Comparator.comparingLong(one -> lastSent.getOrDefault(Counter.of(one), 0L)))
                .limit(MAX_COUNTERS)
                .toList();
        for (UsageCounter one : chosen) lastSent.put(Counter.of(one), ++turn);
        return chosen;
    }
}
