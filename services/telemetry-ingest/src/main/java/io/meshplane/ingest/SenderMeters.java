package io.meshplane.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts what standard senders send and what becomes of it. */
@ApplicationScoped
public class SenderMeters {
    /** Where it came in. */
    public enum Door {
        OTLP_METRICS,
        OTLP_LOGS,
        REMOTE_WRITE
    }

    private final MeterRegistry meters;
    private final Counter values;
    private final Counter lines;

    SenderMeters(MeterRegistry meters, SenderMemory memory) {
        this.meters = meters;
        this.values = Counter.builder("ingest.values")
                .description("Metric values on Kafka")
                .register(meters);
        this.lines = Counter.builder("ingest.lines")
                .description("Log lines on Kafka")
                .register(meters);
        Gauge.builder("ingest.senders.memory", memory.budget(), budget -> (double) budget.taken())
                .baseUnit("bytes")
                .description("Taken beyond what the workers have for good")
                .register(meters);
    }

    void written(int sampleCount, int lineCount) {
        values.increment(sampleCount);
        lines.increment(lineCount);
    }

    /**
     * Counts a request.
     *
     * @param outcome accepted, refused, later or failed
     * @param reason of few; none if accepted
     */
    public void count(Door door, String outcome, String reason) {
        meters.counter(
                        "ingest.sender.requests",
                        "door",
                        door.name().toLowerCase(Locale.ROOT),
                        "outcome",
                        outcome,
                        "reason",
                        reason)
                .increment();
    }

    /** Points, records or native histograms that a request carried and that are not taken. */
    public void countRejected(Door door, long count) {
        if (count == 0) return;
        meters.counter("ingest.sender.rejected", "door", door.name().toLowerCase(Locale.ROOT))
                .increment((double) count);
    }
}
