package io.meshplane.ingest.adapter.standard.remotewrite;

import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.RegionTable;
import org.jspecify.annotations.Nullable;

/**
 * Walks an io.prometheus.write.v2.Request (remote-write 2.0) into columns: labels are references into the request's own table of
 * texts. Rules as for {@link RemoteWrite1}. Total; reusable, not thread-safe.
 */
public final class RemoteWrite2 {
    private static final int SYMBOL = 0x22;
    private static final int SERIES = 0x2a;
    private static final int LABEL_REFS = 0x0a;
    private static final int LABEL_REF = 0x08;
    private static final int SAMPLE = 0x12;
    private static final int HISTOGRAM = 0x1a;

    private final ProtoReader reader = new ProtoReader();
    private final RemoteSeries current;
    private final RegionTable known;
    private final Symbols symbols;
    private int index;
    private long histograms;
    private @Nullable Refusal refusal;

    public RemoteWrite2(SampleLimits limits, int seed, Allowance allowance) {
        this.current = new RemoteSeries(reader, limits);
        this.known = new RegionTable(seed, allowance);
        this.symbols = new Symbols(allowance);
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
            int tag = reader.tag();
            reader.skip();
            if (tag == SYMBOL && !symbols.add(reader.from(), reader.to())) {
                return new Refusal(Refusal.Reason.BUSY, "the memory for requests is in use");
            }
        }
        if (!reader.isBroken()) everySeries(body, length, into);
        if (refusal == null && reader.isBroken()) {
            refusal = Refusal.malformed("not protobuf in or after timeseries[" + index + "]");
        }
        return refusal;
    }

    private void everySeries(byte[] body, int length, SampleColumns into) {
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
    }

    /** Lets go of memory beyond what is set aside. */
    public void release() {
        known.clear();
        symbols.clear();
        index = 0;
        histograms = 0;
        refusal = null;
    }

    /** Native histograms that were passed over. */
    public long histograms() {
        return histograms;
    }

    private void series(int from, int to, SampleColumns columns) {
        int refsFrom = from;
        int refsTo = from;
        boolean loose = false;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            int tag = reader.tag();
            reader.skip();
            if (tag == LABEL_REFS) {
                loose |= refsTo != from;
                refsFrom = reader.from();
                refsTo = reader.to();
            } else if (tag == LABEL_REF) {
                loose = true;
            } else if (tag == HISTOGRAM) {
                histograms++;
            }
        }
        reader.leave(mark);
        if (reader.isBroken()) return;
        if (loose) {
            refuse(Refusal.malformed("timeseries[" + index + "]: labels_refs must be packed, once"));
            return;
        }
        int series = known.find(reader.bytes(), refsFrom, refsTo, 0);
        if (series < 0) {
            series = found(refsFrom, refsTo, columns);
            if (series >= 0) known.put(series);
        }
        if (series < 0 || !current.samples(from, to, SAMPLE, series, columns)) {
            if (refusal == null) refuse(current.refusal(index, columns));
        }
    }

    private void refuse(Refusal why) {
        refusal = why;
        reader.stop();
    }

    private int found(int from, int to, SampleColumns columns) {
        current.begin();
        boolean good = true;
        long mark = reader.enter(from, to);
        while (good && reader.at() < to && !reader.isBroken()) good = label(to, columns);
        reader.leave(mark);
        return good && !reader.isBroken() ? current.find(columns) : -1;
    }

    private boolean label(int to, SampleColumns columns) {
        long name = reader.varint();
        if (reader.at() >= to) {
            refuse(Refusal.malformed("timeseries[" + index + "]: labels_refs of odd length"));
            return false;
        }
        long value = reader.varint();
        if (!symbols.has(name) || !symbols.has(value)) {
            refuse(Refusal.malformed("timeseries[" + index + "]: labels_refs beyond the symbols"));
            return false;
        }
        byte[] bytes = reader.bytes();
        int nameFrom = symbols.from((int) name);
        int nameTo = symbols.to((int) name);
        int size = symbols.to((int) value) - symbols.from((int) value);
        boolean metric = current.isNameOfMetric(bytes, nameFrom, nameTo);
        int valueText = text((int) value, false, columns);
        if (valueText < 0) return false;
        if (metric) return current.named(valueText, size);
        int nameText = text((int) name, true, columns);
        return nameText >= 0 && current.label(nameText, valueText, size);
    }

    private int text(int symbol, boolean isName, SampleColumns columns) {
        int text = isName && !current.mayName(symbols.from(symbol), symbols.to(symbol))
                ? Symbols.UNKNOWN // its fault is found below
                : symbols.text(symbol);
        if (text != Symbols.UNKNOWN) return text;
        text = current.text(reader.bytes(), symbols.from(symbol), symbols.to(symbol), isName, columns);
        if (text >= 0) symbols.keepText(symbol, text);
        return text;
    }
}
