package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prometheus remote-write 1.0 and 2.0 in the form in which Prometheus sends: one sample a TimeSeries, scrape by scrape, labels
 * sorted. A count above 2^53 is rounded to a double, as the protocol has no integers. Without metadata.
 */
public final class RemoteWrite implements BatchEncoding {
    private final boolean version2;
    private final List<Label> commonLabels;
    private final Map<SeriesId, byte[]> labelFields = new HashMap<>();
    private final Map<String, Integer> symbols = new LinkedHashMap<>();
    private final ProtoBuffer request = new ProtoBuffer();
    private final ProtoBuffer series = new ProtoBuffer();
    private final ProtoBuffer part = new ProtoBuffer();

    private RemoteWrite(boolean version2, List<Label> commonLabels) {
        this.version2 = version2;
        this.commonLabels = List.copyOf(commonLabels);
    }

    /**
     * prometheus.WriteRequest.
     *
     * @param commonLabels that every series gets besides its own
     */
    public static RemoteWrite version1(List<Label> commonLabels) {
        return new RemoteWrite(false, commonLabels);
    }

    /**
     * io.prometheus.write.v2.Request, a table of symbols in each.
     *
     * @param commonLabels that every series gets besides its own
     */
    public static RemoteWrite version2(List<Label> commonLabels) {
        return new RemoteWrite(true, commonLabels);
    }

    @Override
    public byte[] encode(MetricTable batch) {
        request.clear();
        if (version2) {
            labelFields.clear();
            symbols.clear();
            symbols.put("", 0);
        }
        for (int row = 0; row < batch.rows(); row++) {
            for (int column = 0; column < batch.columns(); column++) {
                if (batch.has(column, row)) sample(batch, column, row);
            }
        }
        if (!version2) return request.toByteArray();
        byte[] timeSeries = request.toByteArray();
        request.clear();
        for (String symbol : symbols.keySet()) request.bytes(4, symbol.getBytes(StandardCharsets.UTF_8));
        request.fields(timeSeries);
        return request.toByteArray();
    }

    private void sample(MetricTable batch, int column, int row) {
        SeriesId id = batch.id(column);
        byte[] labels = labelFields.get(id);
        if (labels == null) {
            labels = version2 ? references(sorted(id)) : pairs(sorted(id));
            labelFields.put(id, labels);
        }
        series.clear();
        series.fields(labels);
        part.clear();
        part.number(1, batch.number(column, row));
        part.varint(2, batch.timeMs(row));
        series.message(2, part);
        request.message(version2 ? 5 : 1, series);
    }

    private List<Label> sorted(SeriesId id) {
        List<Label> labels = new ArrayList<>(id.labels());
        labels.add(new Label("__name__", id.name()));
        labels.addAll(commonLabels);
        labels.sort(Comparator.comparing(Label::name));
        return labels;
    }

    private byte[] pairs(List<Label> labels) {
        series.clear();
        for (Label label : labels) {
            part.clear();
            part.bytes(1, label.name().getBytes(StandardCharsets.UTF_8));
            part.bytes(2, label.value().getBytes(StandardCharsets.UTF_8));
            series.message(1, part);
        }
        return series.toByteArray();
    }

    private byte[] references(List<Label> labels) {
        part.clear();
        for (Label label : labels) {
            part.raw(symbol(label.name()));
            part.raw(symbol(label.value()));
        }
        series.clear();
        series.message(1, part);
        return series.toByteArray();
    }

    private int symbol(String text) {
        return symbols.computeIfAbsent(text, fresh -> symbols.size());
    }
}
