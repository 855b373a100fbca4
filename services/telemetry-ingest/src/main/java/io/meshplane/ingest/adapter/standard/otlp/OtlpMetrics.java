package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.adapter.standard.otlp.PrometheusNames.Kind;
import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.domain.Shortage;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.RegionTable;
import io.meshplane.ingest.wire.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks an ExportMetricsServiceRequest into columns. Sums must be cumulative, histograms too; what has no form here (delta
 * temporality, exponential histograms, points without time or value) is counted as rejected, the rest is taken. Total: whatever
 * the bytes, it never throws. Reusable, not thread-safe.
 */
public final class OtlpMetrics {
    private static final int RESOURCE_METRICS = 0x0a;
    private static final int RESOURCE = 0x0a;
    private static final int SCOPE_METRICS = 0x12;
    private static final int METRICS = 0x12;
    private static final int NAME = 0x0a;
    private static final int UNIT = 0x1a;
    static final int GAUGE = 0x2a;
    static final int SUM = 0x3a;
    static final int HISTOGRAM = 0x4a;
    static final int EXPONENTIAL_HISTOGRAM = 0x52;
    static final int SUMMARY = 0x5a;
    private static final int DATA_POINTS = 0x0a;
    private static final int TEMPORALITY = 0x10;
    private static final int MONOTONIC = 0x18;
    private static final int CUMULATIVE = 2;

    private final SampleLimits limits;
    private final ProtoReader reader = new ProtoReader();
    private final OtlpResources resources;
    private final OtlpPoints points;
    private final RegionTable units;
    private final RegionTable known;
    private final MetricPart part = new MetricPart();
    private final List<OtlpMetric> metrics = new ArrayList<>();

    private int resourceIndex;
    private int scopeIndex;
    private int metricIndex;
    private long rejected;
    private String rejectedWhy = "";
    private @Nullable Refusal refusal;

    public OtlpMetrics(SampleLimits limits, int seed, Allowance allowance) {
        this.limits = limits;
        OtlpLabels labels = new OtlpLabels(reader, limits);
        this.resources = new OtlpResources(reader, labels, limits, seed, allowance);
        this.points = new OtlpPoints(reader, labels, this, seed, allowance);
        this.units = new RegionTable(seed, allowance);
        this.known = new RegionTable(seed, allowance);
    }

    /**
     * Reads a request.
     *
     * @return null if it was taken, but for {@link #rejected} points; else the columns hold a part of it, to be forgotten
     */
    public @Nullable Refusal read(byte[] body, int length, SampleColumns into) {
        clear();
        reader.open(body, 0, length);
        while (reader.next()) {
            if (reader.tag() == RESOURCE_METRICS) {
                reader.region();
                resourceMetrics(reader.from(), reader.to(), into);
                resourceIndex++;
            } else {
                reader.skip();
            }
        }
        if (refusal == null && reader.isBroken()) refusal = Refusal.malformed("not protobuf in or after " + path());
        return refusal;
    }

    private void clear() {
        resources.clear();
        points.clear();
        units.clear();
        known.clear();
        metrics.clear();
        resourceIndex = 0;
        scopeIndex = 0;
        metricIndex = 0;
        rejected = 0;
        rejectedWhy = "";
        refusal = null;
    }

    /** Lets go of memory beyond what is set aside. */
    public void release() {
        clear();
    }

    /** Points that were not taken. */
    public long rejected() {
        return rejected;
    }

    /** Why the first of them was not. */
    public String rejectedWhy() {
        return rejectedWhy;
    }

    void reject(long count, String why) {
        if (rejected == 0 && count > 0) rejectedWhy = path() + ": " + why;
        rejected += count;
    }

    /** Ends the walk. */
    void refuse(@Nullable String fault, SampleColumns columns) {
        Shortage shortage = columns.shortage();
        if (fault != null) refusal = Refusal.malformed(path() + ": " + fault);
        else if (shortage != null) refusal = Refusal.of(shortage);
        reader.stop();
    }

    private String path() {
        return "resource_metrics[" + resourceIndex + "].scope_metrics[" + scopeIndex + "].metrics[" + metricIndex + "]";
    }

    private void resourceMetrics(int from, int to, SampleColumns columns) {
        scopeIndex = 0;
        int resourceFrom = from;
        int resourceTo = from;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            boolean isResource = reader.tag() == RESOURCE;
            reader.skip();
            if (isResource) {
                resourceFrom = reader.from();
                resourceTo = reader.to();
            }
        }
        reader.leave(mark);
        int number = resources.number(resourceFrom, resourceTo, columns);
        if (number < 0) {
            refuse(resources.fault(), columns);
            return;
        }
        scopes(from, to, number, columns);
        OtlpResource resource = resources.get(number);
        long newestMs = resource.takeNewestMs();
        if (resource.targetInfo() == OtlpResource.NONE || newestMs == Long.MIN_VALUE || reader.isBroken()) return;
        if (!columns.add(resource.targetInfo(), newestMs, Double.doubleToRawLongBits(1))) {
            refuse(null, columns);
        }
    }

    private void scopes(int from, int to, int resource, SampleColumns columns) {
        long mark = reader.enter(from, to);
        while (reader.next()) {
            if (reader.tag() == SCOPE_METRICS) {
                reader.region();
                metricIndex = 0;
                scope(reader.from(), reader.to(), resource, columns);
                scopeIndex++;
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
    }

    private void scope(int from, int to, int resource, SampleColumns columns) {
        long mark = reader.enter(from, to);
        while (reader.next()) {
            if (reader.tag() == METRICS) {
                reader.region();
                metric(reader.from(), reader.to(), resource, columns);
                metricIndex++;
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
    }

    private void metric(int from, int to, int resource, SampleColumns columns) {
        part.reset(from);
        long mark = reader.enter(from, to);
        while (reader.next()) {
            int tag = reader.tag();
            reader.skip();
            switch (tag) {
                case NAME -> part.name(reader);
                case UNIT -> part.unit(reader);
                case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> part.data(tag, reader);
                default -> {}
            }
        }
        reader.leave(mark);
        if (part.type != 0 && !reader.isBroken()) data(resource, columns);
    }

    private void data(int resource, SampleColumns columns) {
        long temporality = 0;
        boolean monotonic = false;
        long count = 0;
        long mark = reader.enter(part.dataFrom, part.dataTo);
        while (reader.next()) {
            switch (reader.tag()) {
                case TEMPORALITY -> temporality = reader.varint();
                case MONOTONIC -> monotonic = reader.varint() != 0;
                case DATA_POINTS -> {
                    count++;
                    reader.region();
                }
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        boolean mustAddUp = part.type == SUM || part.type == HISTOGRAM;
        if (part.type == EXPONENTIAL_HISTOGRAM) reject(count, "exponential histograms are not taken");
        else if (mustAddUp && temporality != CUMULATIVE) reject(count, "only cumulative temporality is taken");
        else points(part.type == SUM && monotonic, count, resource, columns);
    }

    private void points(boolean counter, long count, int resource, SampleColumns columns) {
        int unit = unit(part.unitFrom, part.unitTo);
        long context = ((long) resource << 40) | ((long) unit << 12) | (part.type << 1) | (counter ? 1 : 0);
        int number = known.find(reader.bytes(), part.nameFrom, part.nameTo, context);
        if (number < 0) {
            number = added(counter, resource, columns);
            if (number < 0) return;
            known.put(number);
        }
        OtlpMetric metric = metrics.get(number);
        if (metric.isNamed()) points.read(metric, part.dataFrom, part.dataTo, columns);
        else reject(count, "a metric without a name");
    }

    /** Number of a unit: the metric's name depends on it. */
    private int unit(int from, int to) {
        int unit = units.find(reader.bytes(), from, to, 0);
        if (unit >= 0) return unit;
        units.put(from);
        return from;
    }

    private int added(boolean counter, int resource, SampleColumns columns) {
        byte[] bytes = reader.bytes();
        int longest = Math.max(part.nameTo - part.nameFrom, part.unitTo - part.unitFrom);
        boolean text =
                Utf8.isValid(bytes, part.nameFrom, part.nameTo) && Utf8.isValid(bytes, part.unitFrom, part.unitTo);
        if (longest > limits.maxNameBytes() || !text) {
            refuse(text ? "its name or unit is too long" : "its name or unit is not UTF-8", columns);
            return -1;
        }
        Kind kind = counter ? Kind.COUNTER : part.type == GAUGE ? Kind.GAUGE : Kind.OTHER;
        String name = PrometheusNames.metric(text(part.nameFrom, part.nameTo), text(part.unitFrom, part.unitTo), kind);
        OtlpMetric metric = OtlpMetric.of(name, metrics.size(), part.type, counter, resources.get(resource), columns);
        if (columns.shortage() != null) {
            refuse(null, columns);
            return -1;
        }
        metrics.add(metric);
        return metric.number();
    }

    private String text(int from, int to) {
        return new String(reader.bytes(), from, to - from, StandardCharsets.UTF_8);
    }
}
