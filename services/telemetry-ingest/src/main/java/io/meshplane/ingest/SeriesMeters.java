package io.meshplane.ingest;

import io.meshplane.ingest.adapter.db.LogTables;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Counts what the read side keeps and what it does not. */
@ApplicationScoped
public class SeriesMeters {
    private final MeterRegistry meters;
    private final Counter values;
    private final Counter bytes;
    private final Counter repeats;

    SeriesMeters(MeterRegistry meters) {
        this.meters = meters;
        this.values = Counter.builder("series.values")
                .description("Values of chunks that were written, repeats included")
                .register(meters);
        this.bytes = Counter.builder("series.written")
                .baseUnit("bytes")
                .description("Chunks that were written")
                .register(meters);
        this.repeats = Counter.builder("series.repeats")
                .description("Chunks that were there already")
                .register(meters);
    }

    void written(SeriesBatch batch, int rows) {
        values.increment((double) batch.values());
        long stored =
                batch.chunks().stream().mapToLong(row -> row.data().length).sum();
        bytes.increment((double) stored);
        repeats.increment(batch.chunks().size() - rows);
        dropped("late", batch.late());
        dropped("future", batch.future());
        dropped("too_many_series", batch.nameless());
    }

    /** @param lateLines that are older than what is kept */
    void written(LogTables.Added added, long lateLines) {
        lines("kept", added.lines());
        lines("over_budget", added.dropped());
        lines("late", lateLines);
    }

    private void lines(String outcome, long count) {
        meters.counter("logs.lines", "outcome", outcome).increment((double) count);
    }

    private void dropped(String reason, long count) {
        meters.counter("series.dropped", "reason", reason).increment((double) count);
    }

    void gauge(String name, String unit, Supplier<Number> value) {
        Gauge.builder(name, value).baseUnit(unit).register(meters);
    }
}
