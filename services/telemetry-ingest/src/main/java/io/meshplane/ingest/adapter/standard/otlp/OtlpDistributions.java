package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.RegionTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Histograms and summaries as Prometheus has them: series _bucket with the label le (counts add up), _sum and _count; a summary's
 * quantiles with the label quantile. Buckets and counts are counts, sums and quantiles are numbers.
 */
final class OtlpDistributions {
    private static final int TIME = 0x19;
    private static final int COUNT = 0x21;
    private static final int SUM = 0x29;
    private static final int BUCKET_COUNTS = 0x32;
    private static final int BUCKET_COUNT = 0x31;
    private static final int BOUNDS = 0x3a;
    private static final int BOUND = 0x39;
    private static final int HISTOGRAM_ATTRIBUTES = 0x4a;
    private static final int HISTOGRAM_FLAGS = 0x50;
    private static final int QUANTILES = 0x32;
    private static final int SUMMARY_ATTRIBUTES = 0x3a;
    private static final int SUMMARY_FLAGS = 0x40;
    private static final byte[] LE = "le".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUANTILE = "quantile".getBytes(StandardCharsets.US_ASCII);
    private static final int BUCKET_ROLE = 0;
    private static final int SUM_ROLE = 2;
    private static final int COUNT_ROLE = 4;
    private static final int QUANTILE_ROLE = 6;
    private static final int INFINITE = -1;
    private static final int ZERO = -2;

    private static final OtlpResource NOBODY = new OtlpResource(-1, -1, -1, -1, -1);

    private final ProtoReader reader;
    private final OtlpLabels labels;
    private final OtlpMetrics walk;
    private final RegionTable labelSets;
    private final RegionTable known;
    private int labelSetCount;

    private int pointFrom;
    private int pointTo;
    private int attributesTag;
    private int labelSet;
    private OtlpResource resource = NOBODY;
    private long timeMs;
    private boolean stale;

    private long time;
    private long count;
    private long sum;
    private boolean hasSum;
    private long flags;
    private int attributesFrom;
    private int attributesTo;
    private int countsFrom;
    private int countsTo;
    private int boundsFrom;
    private int boundsTo;

    OtlpDistributions(ProtoReader reader, OtlpLabels labels, OtlpMetrics walk, int seed, Allowance allowance) {
        this.reader = reader;
        this.labels = labels;
        this.walk = walk;
        this.labelSets = new RegionTable(seed, allowance);
        this.known = new RegionTable(seed, allowance);
    }

    void clear() {
        labelSets.clear();
        known.clear();
        labelSetCount = 0;
        resource = NOBODY;
    }

    void histogram(OtlpMetric metric, int from, int to, SampleColumns columns) {
        begin(from, to, HISTOGRAM_ATTRIBUTES);
        boolean loose = false;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case TIME -> time = reader.fixed64();
                case COUNT -> count = reader.fixed64();
                case SUM -> {
                    sum = reader.fixed64();
                    hasSum = true;
                }
                case BUCKET_COUNTS -> {
                    reader.region();
                    countsFrom = reader.from();
                    countsTo = reader.to();
                }
                case BOUNDS -> {
                    reader.region();
                    boundsFrom = reader.from();
                    boundsTo = reader.to();
                }
                case BUCKET_COUNT, BOUND -> {
                    loose = true;
                    reader.skip();
                }
                case HISTOGRAM_ATTRIBUTES -> attribute();
                case HISTOGRAM_FLAGS -> flags = reader.varint();
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        if (reader.isBroken()) return;
        int bounds = boundsTo - boundsFrom;
        int counts = countsTo - countsFrom;
        if (loose || bounds % 8 != 0 || counts % 8 != 0 || (counts != 0 && counts != bounds + 8)) {
            walk.reject(1, "bounds and counts of a histogram do not fit");
            return;
        }
        if (time == 0) walk.reject(1, "a point without a time");
        else if (known(metric, columns)) buckets(metric, columns);
    }

    private void begin(int from, int to, int tag) {
        pointFrom = from;
        pointTo = to;
        attributesTag = tag;
        time = 0;
        count = 0;
        sum = 0;
        hasSum = false;
        flags = 0;
        attributesFrom = from;
        attributesTo = from;
        countsFrom = from;
        countsTo = from;
        boundsFrom = from;
        boundsTo = from;
    }

    private void attribute() {
        int start = reader.tagStart();
        reader.region();
        if (attributesTo == pointFrom) attributesFrom = start;
        attributesTo = reader.to(); // what may lie between attributes only makes the region differ
    }

    /** Finds the number of the point's set of labels; its series are known by it and their bound. */
    private boolean known(OtlpMetric metric, SampleColumns columns) {
        timeMs = OtlpPoints.millis(time);
        stale = (flags & 1) != 0;
        resource = metric.resource();
        resource.heardAt(timeMs);
        labelSet = labelSets.find(reader.bytes(), attributesFrom, attributesTo, metric.number());
        if (labelSet < 0) {
            labelSet = labelSetCount++;
            labelSets.put(labelSet);
        }
        return columns.shortage() == null;
    }

    private void buckets(OtlpMetric metric, SampleColumns columns) {
        long total = 0;
        for (int at = boundsFrom; at < boundsTo && countsTo > countsFrom; at += 8) {
            total += long64(countsFrom + at - boundsFrom);
            if (!add(BUCKET_ROLE, metric.bucketName(), LE, at, total, true, columns)) return;
        }
        if (!add(BUCKET_ROLE, metric.bucketName(), LE, INFINITE, count, true, columns)) return;
        if (hasSum && !add(SUM_ROLE, metric.sumName(), null, INFINITE, sum, false, columns)) return;
        add(COUNT_ROLE, metric.countName(), null, INFINITE, count, true, columns);
    }

    void summary(OtlpMetric metric, int from, int to, SampleColumns columns) {
        begin(from, to, SUMMARY_ATTRIBUTES);
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case TIME -> time = reader.fixed64();
                case COUNT -> count = reader.fixed64();
                case SUM -> sum = reader.fixed64();
                case SUMMARY_ATTRIBUTES -> attribute();
                case SUMMARY_FLAGS -> flags = reader.varint();
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        if (reader.isBroken()) return;
        if (time == 0) {
            walk.reject(1, "a point without a time");
            return;
        }
        if (!known(metric, columns)) return;
        if (!add(SUM_ROLE, metric.sumName(), null, INFINITE, sum, false, columns)) return;
        if (!add(COUNT_ROLE, metric.countName(), null, INFINITE, count, true, columns)) return;
        quantiles(metric, columns);
    }

    private void quantiles(OtlpMetric metric, SampleColumns columns) {
        long mark = reader.enter(pointFrom, pointTo);
        while (reader.next()) {
            if (reader.tag() == QUANTILES) {
                reader.region();
                quantile(metric, reader.from(), reader.to(), columns);
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
    }

    private void quantile(OtlpMetric metric, int from, int to, SampleColumns columns) {
        int quantileAt = ZERO;
        long value = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case 0x09 -> {
                    quantileAt = reader.at();
                    reader.fixed64();
                }
                case 0x11 -> value = reader.fixed64();
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        if (!reader.isBroken()) add(QUANTILE_ROLE, metric.name(), QUANTILE, quantileAt, value, false, columns);
    }

    private boolean add(
            int role,
            int name,
            byte @Nullable [] label,
            int boundAt,
            long bits,
            boolean isCount,
            SampleColumns columns) {
        boolean asCount = isCount && !stale;
        int from = boundAt < 0 ? pointFrom : boundAt;
        int to = boundAt < 0 ? pointFrom : boundAt + 8;
        long context = ((long) labelSet << 8) | (boundAt == ZERO ? 16 : 0) | role | (asCount ? 1 : 0);
        int series = known.find(reader.bytes(), from, to, context);
        if (series < 0) {
            series = found(name, label, bound(boundAt), asCount, columns);
            if (series < 0) return false;
            known.put(series);
        }
        if (columns.add(series, timeMs, stale ? OtlpPoints.STALE : bits)) return true;
        walk.refuse(null, columns);
        return false;
    }

    private double bound(int at) {
        return at == ZERO ? 0 : at < 0 ? Double.POSITIVE_INFINITY : Double.longBitsToDouble(long64(at));
    }

    private long long64(int at) {
        long mark = reader.enter(at, at + 8);
        long value = reader.fixed64();
        reader.leave(mark);
        return value;
    }

    private int found(int name, byte @Nullable [] label, double bound, boolean isCount, SampleColumns columns) {
        if (!labels.read(pointFrom, pointTo, attributesTag, resource, columns)) {
            walk.refuse(labels.fault(), columns);
            return -1;
        }
        if (label != null) {
            byte[] value = PlainNumbers.plain(bound).getBytes(StandardCharsets.US_ASCII);
            int labelName = columns.text(label, 0, label.length);
            int labelValue = columns.text(value, 0, value.length);
            if (labelName >= 0 && labelValue >= 0) labels.labels().set(labelName, labelValue);
            labels.labels().sort(columns.texts());
        }
        boolean room = columns.shortage() == null;
        int series = room
                ? columns.series(name, labels.labels().pairs(), labels.labels().length(), isCount)
                : -1;
        if (series < 0) walk.refuse(null, columns);
        return series;
    }
}
