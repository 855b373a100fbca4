package io.meshplane.agent;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A batch as the receiver decoded it.
 *
 * @param name boot and sequence, as answers name it
 * @param backlog it came in the backlog's stream
 */
record ReceivedBatch(
        String node,
        String name,
        long bootId,
        long sequence,
        boolean backlog,
        boolean selfContained,
        MetricTable metrics,
        List<String> lines,
        List<Note> notes,
        List<UsageCounter> usage,
        int links) {

    List<Long> times() {
        return IntStream.range(0, metrics.rows()).mapToObj(metrics::timeMs).toList();
    }

    /** Values of a series without labels, one a scrape; NaN where it was not sampled. */
    List<Double> values(String series) {
        int column = metrics.find(new SeriesId(series, List.of()));
        return IntStream.range(0, metrics.rows())
                .mapToObj(row -> column < 0 ? Double.NaN : metrics.number(column, row))
                .toList();
    }
}
