package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.SeriesQueries.Line;
import io.meshplane.ingest.SeriesQueries.Lines;
import io.meshplane.ingest.SeriesQueries.NewestValue;
import io.meshplane.ingest.SeriesQueries.NodeState;
import io.meshplane.ingest.SeriesQueries.NodeSummary;
import io.meshplane.ingest.domain.series.NodePulse;
import io.meshplane.ingest.domain.series.SeriesName;
import io.meshplane.ingest.domain.series.SeriesPoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators are told about series. Values are texts and exact: counts to 2^64-1, doubles, NaN, +Inf, -Inf. */
final class SeriesAnswers {

    /** Whether a value is current. */
    enum Currency {
        FRESH,
        STALE
    }

    /**
     * How a node reports.
     *
     * @param newestSampleAt ISO 8601, the node's clock; null = it sent no values yet
     * @param lastHeardAt ISO 8601, our clock
     * @param ageSeconds of its newest sample, in our time
     * @param freshness STALE when three more uploads should have come
     * @param intervalSeconds from one upload to the next
     * @param clockOffsetMillis to be added to its times to have ours; the way here included
     * @param clockCorrectionMillis what was added to the times of its last upload, since its clock is plainly wrong; 0 = nothing
     */
    record NodeFreshness(
            String nodeId,
            @Nullable String newestSampleAt,
            String lastHeardAt,
            @Nullable Double ageSeconds,
            Currency freshness,
            double intervalSeconds,
            long clockOffsetMillis,
            long clockCorrectionMillis) {
        static NodeFreshness of(NodeSummary node, long nowMs) {
            NodePulse pulse = node.pulse();
            NodePulse.Age age = pulse.age(nowMs);
            boolean silent = pulse.newestMs() == 0;
            return new NodeFreshness(
                    node.nodeId(),
                    silent ? null : Instant.ofEpochMilli(pulse.newestMs()).toString(),
                    Instant.ofEpochMilli(pulse.heardMs()).toString(),
                    silent ? null : age.ageMs() / 1000.0,
                    currency(silent || age.stale()),
                    pulse.intervalMs() / 1000.0,
                    pulse.offsetMs(),
                    pulse.correctionMs());
        }
    }

    /** A page; ask for the next with {@code after} = the last node's id. */
    record NodeFreshnessPage(List<NodeFreshness> nodes) {}

    /** Newest value of a series. */
    record CurrentValue(
            String name,
            Map<String, String> labels,
            String value,
            String sampledAt,
            double ageSeconds,
            Currency freshness) {
        static CurrentValue of(NewestValue value, NodePulse pulse, long nowMs) {
            boolean ended = !value.count() && value.bits() == NodePulse.STALE_MARKER;
            NodePulse.Age age = pulse.age(value.timeMs(), value.gapMs(), ended, nowMs);
            return new CurrentValue(
                    value.series().name(),
                    labelsOf(value.series()),
                    SeriesPoints.text(value.count(), value.bits()),
                    Instant.ofEpochMilli(value.timeMs()).toString(),
                    age.ageMs() / 1000.0,
                    currency(age.stale()));
        }
    }

    /** A node's current state; {@code next} is the next page's {@code after}, null on the last. */
    record CurrentState(
            NodeFreshness node,
            List<CurrentValue> series,
            @Nullable String next) {
        static CurrentState of(NodeState state, long nowMs) {
            return new CurrentState(
                    NodeFreshness.of(state.node(), nowMs),
                    state.values().stream()
                            .map(value -> CurrentValue.of(value, state.node().pulse(), nowMs))
                            .toList(),
                    text(state.next()));
        }
    }

    /** Points of a series: {@code values[i]} at {@code timesMs[i]}, milliseconds since epoch UTC. */
    record SeriesLine(String name, Map<String, String> labels, List<Long> timesMs, List<String> values) {
        static SeriesLine of(Line line) {
            int size = line.points().size();
            List<Long> times = new ArrayList<>(size);
            List<String> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                times.add(line.points().timeMs(i));
                values.add(line.points().text(i));
            }
            return new SeriesLine(line.series().name(), labelsOf(line.series()), times, values);
        }
    }

    /** Some series; {@code next} is the next page's {@code after}, null on the last. */
    record SeriesPage(List<SeriesLine> series, @Nullable String next) {
        static SeriesPage of(Lines lines) {
            return new SeriesPage(lines.lines().stream().map(SeriesLine::of).toList(), text(lines.next()));
        }
    }

    private static Currency currency(boolean stale) {
        return stale ? Currency.STALE : Currency.FRESH;
    }

    private static @Nullable String text(@Nullable Integer next) {
        return next == null ? null : next.toString();
    }

    private static Map<String, String> labelsOf(SeriesName series) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < series.labels().size(); i += 2) {
            labels.put(series.labels().get(i), series.labels().get(i + 1));
        }
        return labels;
    }

    private SeriesAnswers() {}
}
