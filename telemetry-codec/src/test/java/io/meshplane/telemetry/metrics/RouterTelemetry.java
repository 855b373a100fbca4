package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.MetricTable.Kind;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.testkit.telemetry.SampleSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A generated router's telemetry as tables. */
public final class RouterTelemetry {
    private final io.meshplane.testkit.telemetry.RouterTelemetry router;
    private final Map<SampleSink.Series, SeriesId> ids = new HashMap<>();

    private RouterTelemetry(io.meshplane.testkit.telemetry.RouterTelemetry router) {
        this.router = router;
    }

    /** Gateway, relay or client, in the evening. */
    public static RouterTelemetry of(String role, long seed) {
        return new RouterTelemetry(io.meshplane.testkit.telemetry.RouterTelemetry.of(role, seed));
    }

    /** The next scrapes as one batch. */
    public MetricTable next(int rows) {
        MetricTable table = new MetricTable();
        for (int i = 0; i < rows; i++) router.scrape(new Row(table));
        return table;
    }

    /** An hour of batches of a minute. */
    public List<MetricTable> hour() {
        List<MetricTable> batches = new ArrayList<>();
        for (int i = 0; i < 60; i++) batches.add(next(6));
        return batches;
    }

    private SeriesId id(SampleSink.Series series) {
        List<Label> labels = new ArrayList<>();
        series.labels().forEach((name, value) -> labels.add(new Label(name, value)));
        return new SeriesId(series.name(), labels);
    }

    private final class Row implements SampleSink {
        private final MetricTable table;
        private int row;

        Row(MetricTable table) {
            this.table = table;
        }

        @Override
        public void scrape(long timeMs) {
            row = table.addRow(timeMs);
        }

        @Override
        public void count(Series series, long value) {
            table.setBits(table.column(ids.computeIfAbsent(series, RouterTelemetry.this::id), Kind.COUNT), row, value);
        }

        @Override
        public void number(Series series, double value) {
            table.setNumber(
                    table.column(ids.computeIfAbsent(series, RouterTelemetry.this::id), Kind.NUMBER), row, value);
        }
    }
}
