package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.entropy.BitPort;

/** The receiver's end of a chain of metrics. After a failure its state is that of no chain: it must be reset or given up. */
public final class MetricReader {
    private static final int MAX_SERIES = 1 << 20;

    private final MetricModel model;
    private final Limits limits;

    /** @param slotBits binary logarithm of the number of context slots, as the sender's */
    public MetricReader(int slotBits, Limits limits) {
        model = new MetricModel(slotBits);
        this.limits = limits;
    }

    /** Forgets everything: the next message is the first of a chain. */
    public void reset() {
        model.reset();
    }

    /** Bytes of memory that the state takes, about. */
    public int sizeBytes() {
        return model.sizeBytes();
    }

    /**
     * Fetches the state from memory before a message leaps about in it.
     *
     * @return a number without meaning, to be passed on
     */
    public int touch() {
        return model.touch();
    }

    /** Series so far, the clock (number 0) included. */
    public int seriesCount() {
        return model.state.count;
    }

    /** The newest value of a series in the integer form. */
    public long latest(int s) {
        return model.state.last[s];
    }

    /**
     * Reads the metrics of the chain's next message.
     *
     * @param cells room to work in
     * @param into is cleared before
     * @throws MalformedException if no writer wrote this, or it is larger than the limits
     */
    public void read(BitPort in, Cells cells, MetricTable into) throws MalformedException {
        into.clear();
        int rows = model.count(in, 0, 7, limits.maxTimes());
        int added = model.count(in, 0, 8, Math.min(limits.maxSeries(), MAX_SERIES) + 1 - model.book.size());
        for (int i = 0; i < added; i++) {
            int s = model.announce(in, null, MetricTable.Kind.NUMBER);
            model.reform(in, s, 0, false, 0);
            if (in.exhausted()) throw new MalformedException("cut off");
        }
        model.endAnnouncements();
        model.activate(in, new boolean[0]);
        int reformed = model.count(in, 0, 9, model.book.size());
        for (int i = 0; i < reformed; i++) {
            model.reform(in, BookCoder.index(in, 0, model.book.size()), 0, false, 0);
        }
        formulas(in);
        if ((long) rows * model.activeCount() > limits.maxValues()) throw new MalformedException("too many values");
        cells.shape(rows, model.state.count, model.active());
        model.rows(in, cells);
        fill(cells, into);
    }

    private void formulas(BitPort in) throws MalformedException {
        int classes = model.count(in, 0, 10, model.book.classCount() - 1);
        for (int i = 0, c = 0; i < classes; i++) {
            c = model.assignClass(in, c, 0, null);
            if (in.exhausted()) throw new MalformedException("cut off");
        }
        int series = model.count(in, 0, 13, model.book.size() - 1);
        for (int i = 0, s = 0; i < series; i++) {
            s = model.assignSeries(in, s, 0, null);
            if (in.exhausted()) throw new MalformedException("cut off");
        }
    }

    private void fill(Cells cells, MetricTable into) {
        for (int row = 0; row < cells.rows(); row++) into.addRow(cells.time(row));
        for (int s = 1; s < model.state.count; s++) {
            if (!model.isActive(s)) continue;
            MetricTable.Kind kind = model.book.kind(s);
            int column = into.append(model.book.id(s), kind);
            if (model.book.step(s) != 0) into.declareStep(column, model.book.step(s));
            int decimals = model.state.decimals[s];
            for (int row = 0; row < cells.rows(); row++) {
                byte presence = cells.presence(s, row);
                if (presence == Cells.ABSENT) continue;
                long value = cells.value(s, row);
                boolean raw = presence == Cells.SPECIAL || kind == MetricTable.Kind.COUNT;
                into.setBits(column, row, raw ? value : Decimals.bits(value, decimals));
            }
        }
    }
}
