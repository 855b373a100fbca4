package io.meshplane.ingest.adapter.standard.remotewrite;

import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.RegionTable;
import org.jspecify.annotations.Nullable;

/**
 * Walks a prometheus.WriteRequest (remote-write 1.0) into columns. Labels must name a metric and differ; their order is put right,
 * since senders differ in it. Native histograms, exemplars and metadata are passed over. Total; reusable, not thread-safe.
 */
public final class RemoteWrite1 {
    private static final int SERIES = 0x0a;
    private static final int LABEL = 0x0a;
    private static final int SAMPLE = 0x12;
    private static final int HISTOGRAM = 0x22;
    private static final int LABEL_NAME = 0x0a;
    private static final int LABEL_VALUE = 0x12;

    private final ProtoReader reader = new ProtoReader();
    private final RemoteSeries current;
    private final RegionTable known;
    private int index;
    private long histograms;
    private @Nullable Refusal refusal;

    public RemoteWrite1(SampleLimits limits, int seed, Allowance allowance) {
        this.current = new RemoteSeries(reader, limits);
        this.known = new RegionTable(seed, allowance);
    }

    /**
     * Reads a request.
     *
     * @return null if it was taken; else the columns hold a part of it, to be forgotten
     */
    public @Nullable Refusal read(byte[] body, int length, SampleColumns into) {
        release();
        reader.open(body, 0, length);
        while (reader.next()) {
            if (reader.tag() == SERIES) {
                reader.region();
                series(reader.from(), reader.to(), into);
                index++;
            } else {
                reader.skip();
            }
        }
        if (refusal == null && reader.isBroken()) {
            refusal = Refusal.malformed("not protobuf in or after timeseries[" + index + "]");
        }
        return refusal;
    }

    /** Lets go of memory beyond what is set aside. */
    public void release() {
        known.clear();
        index = 0;
        histograms = 0;
        refusal = null;
    }

    /** Native histograms that were passed over. */
    public long histograms() {
        return histograms;
    }

    private void series(int from, int to, SampleColumns columns) {
        int labelsFrom = from;
        int labelsTo = from;
        int samplesFrom = to;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            int start = reader.tagStart();
            int tag = reader.tag();
            reader.skip();
            if (tag == LABEL) {
                if (labelsTo == from) labelsFrom = start;
                labelsTo = reader.to();
            } else if (tag == SAMPLE) {
                samplesFrom = Math.min(samplesFrom, start);
            } else if (tag == HISTOGRAM) {
                histograms++;
            }
        }
        reader.leave(mark);
        if (reader.isBroken()) return;
        int series = known.find(reader.bytes(), labelsFrom, labelsTo, 0);
        if (series < 0) {
            series = found(labelsFrom, labelsTo, columns);
            if (series >= 0) known.put(series);
        }
        if (series < 0 || !current.samples(samplesFrom, to, SAMPLE, series, columns)) {
            refusal = current.refusal(index, columns);
            reader.stop();
        }
    }

    private int found(int from, int to, SampleColumns columns) {
        current.begin();
        boolean good = true;
        long mark = reader.enter(from, to);
        while (good && reader.next()) {
            if (reader.tag() == LABEL) {
                reader.region();
                good = label(reader.from(), reader.to(), columns);
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
        return good && !reader.isBroken() ? current.find(columns) : -1;
    }

    private boolean label(int from, int to, SampleColumns columns) {
        int nameFrom = from;
        int nameTo = from;
        int valueFrom = from;
        int valueTo = from;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            int tag = reader.tag();
            reader.skip();
            if (tag == LABEL_NAME) {
                nameFrom = reader.from();
                nameTo = reader.to();
            } else if (tag == LABEL_VALUE) {
                valueFrom = reader.from();
                valueTo = reader.to();
            }
        }
        reader.leave(mark);
        byte[] bytes = reader.bytes();
        if (current.isNameOfMetric(bytes, nameFrom, nameTo)) {
            int metric = current.text(bytes, valueFrom, valueTo, false, columns);
            return metric >= 0 && current.named(metric, valueTo - valueFrom);
        }
        int name = current.text(bytes, nameFrom, nameTo, true, columns);
        int value = name < 0 ? -1 : current.text(bytes, valueFrom, valueTo, false, columns);
        return value >= 0 && current.label(name, value, valueTo - valueFrom);
    }
}
