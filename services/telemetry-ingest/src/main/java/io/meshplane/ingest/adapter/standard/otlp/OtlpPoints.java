package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.RegionTable;

/** Walks the points of one metric into columns. */
final class OtlpPoints {
    /** What Prometheus writes where a series ends; the bits matter. */
    static final long STALE = 0x7ff0_0000_0000_0002L;

    private static final int DATA_POINTS = 0x0a;
    private static final int TIME = 0x19;
    private static final int AS_DOUBLE = 0x21;
    private static final int AS_INT = 0x31;
    private static final int ATTRIBUTES = 0x3a;
    private static final int FLAGS = 0x40;
    private static final int NO_RECORDED_VALUE = 1;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final ProtoReader reader;
    private final OtlpLabels labels;
    private final OtlpMetrics walk;
    private final RegionTable known;
    private final OtlpDistributions distributions;

    OtlpPoints(ProtoReader reader, OtlpLabels labels, OtlpMetrics walk, int seed, Allowance allowance) {
        this.reader = reader;
        this.labels = labels;
        this.walk = walk;
        this.known = new RegionTable(seed, allowance);
        this.distributions = new OtlpDistributions(reader, labels, walk, seed, allowance);
    }

    void clear() {
        known.clear();
        distributions.clear();
    }

    void read(OtlpMetric metric, int from, int to, SampleColumns columns) {
        long mark = reader.enter(from, to);
        while (reader.next()) {
            if (reader.tag() != DATA_POINTS) {
                reader.skip();
                continue;
            }
            reader.region();
            switch (metric.type()) {
                case OtlpMetrics.HISTOGRAM -> distributions.histogram(metric, reader.from(), reader.to(), columns);
                case OtlpMetrics.SUMMARY -> distributions.summary(metric, reader.from(), reader.to(), columns);
                default -> number(metric, reader.from(), reader.to(), columns);
            }
        }
        reader.leave(mark);
    }

    private void number(OtlpMetric metric, int from, int to, SampleColumns columns) {
        long time = 0;
        long bits = 0;
        int valueTag = 0;
        long flags = 0;
        int attributesFrom = from;
        int attributesTo = from;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case TIME -> time = reader.fixed64();
                case AS_DOUBLE, AS_INT -> {
                    valueTag = reader.tag();
                    bits = reader.fixed64();
                }
                case ATTRIBUTES -> {
                    int start = reader.tagStart();
                    reader.region();
                    if (attributesTo == from) attributesFrom = start;
                    attributesTo = reader.to(); // what may lie between attributes only makes the region differ
                }
                case FLAGS -> flags = reader.varint();
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        boolean stale = (flags & NO_RECORDED_VALUE) != 0;
        if (reader.isBroken()) return;
        if (time == 0 || (valueTag == 0 && !stale)) {
            walk.reject(1, time == 0 ? "a point without a time" : "a point without a value");
            return;
        }
        boolean isCount = !stale && valueTag == AS_INT && metric.counter() && bits >= 0;
        int series = known.find(reader.bytes(), attributesFrom, attributesTo, context(metric, isCount));
        if (series < 0) {
            series = found(metric, from, to, isCount, columns);
            if (series < 0) return;
            known.put(series);
        }
        long timeMs = millis(time);
        metric.resource().heardAt(timeMs);
        if (!columns.add(series, timeMs, stale ? STALE : valueBits(valueTag, bits, isCount)))
            walk.refuse(null, columns);
    }

    private static long context(OtlpMetric metric, boolean isCount) {
        return 2L * metric.number() + (isCount ? 1 : 0);
    }

    private static long valueBits(int tag, long bits, boolean isCount) {
        return tag == AS_DOUBLE || isCount ? bits : Double.doubleToRawLongBits((double) bits);
    }

    static long millis(long nanos) {
        return Long.divideUnsigned(nanos, NANOS_PER_MILLI);
    }

    private int found(OtlpMetric metric, int from, int to, boolean isCount, SampleColumns columns) {
        if (!labels.read(from, to, ATTRIBUTES, metric.resource(), columns)) {
            walk.refuse(labels.fault(), columns);
            return -1;
        }
        int series = columns.series(
                metric.name(), labels.labels().pairs(), labels.labels().length(), isCount);
        if (series < 0) walk.refuse(null, columns);
        return series;
    }
}
