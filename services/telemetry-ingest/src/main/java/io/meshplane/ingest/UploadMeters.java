package io.meshplane.ingest;

import io.meshplane.ingest.UploadFlow.Outcome;
import io.meshplane.ingest.domain.CursorRules.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts what comes in and what becomes of it. */
@Singleton
public class UploadMeters {
    private static final String BATCHES = "ingest.batches";

    private final MeterRegistry meters;
    private final Counter bytes;
    private final Counter values;
    private final Counter lines;
    private final Counter skipped;
    private final Counter accepted;

    UploadMeters(MeterRegistry meters) {
        this.meters = meters;
        this.bytes = Counter.builder("ingest.received")
                .baseUnit("bytes")
                .description("Bodies of signed uploads, as they came")
                .register(meters);
        this.values = Counter.builder("ingest.values")
                .description("Metric values on Kafka")
                .register(meters);
        this.lines = Counter.builder("ingest.lines")
                .description("Log lines on Kafka")
                .register(meters);
        this.skipped = Counter.builder("ingest.skipped")
                .description("Sequences that were passed over when a later one came; late ones may still fill them")
                .register(meters);
        this.accepted = meters.counter(BATCHES, "outcome", "accepted", "reason", "none");
    }

    void received(int sizeBytes) {
        bytes.increment(sizeBytes);
    }

    void taken(Decision.Accept accept, int valueCount, int lineCount) {
        values.increment(valueCount);
        lines.increment(lineCount);
        skipped.increment((double) accept.skipped());
    }

    void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> accepted.increment();
            case Outcome.Duplicate _ -> count("duplicate", "none");
            case Outcome.StateMissing _ -> count("refused", "state_missing");
            case Outcome.Refused(var reason, var _) -> count("refused", lower(reason));
            case Outcome.ForeignNode _ -> count("refused", "foreign_node");
            case Outcome.Later(var wait) -> count("later", lower(wait));
        }
    }

    void countFailure(String reason) {
        count("failed", reason);
    }

    /** An upload that was turned away unread since too many are being worked on. */
    public void countOverload() {
        count("later", "overload");
    }

    private void count(String outcome, String reason) {
        meters.counter(BATCHES, "outcome", outcome, "reason", reason).increment();
    }

    private static String lower(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
