package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.entropy.BitPort;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The sender's end of a chain of metrics. */
public final class MetricWriter {
    private final MetricModel model;
    private final FormulaChooser chooser;
    private final Cells cells = new Cells();
    private final Map<SeriesId, Integer> numbers = new HashMap<>();
    /** By column of the table: the series, and the id by which it was found. */
    private int[] seriesOf = new int[16];

    private SeriesId[] idOf = new SeriesId[16];
    private boolean[] active = new boolean[16];
    private int[] decimals = new int[16];
    private boolean[] irregular = new boolean[16];
    private double[] steps = new double[16];

    /** @param slotBits binary logarithm of the number of context slots: 13 for tens of series, 15 for hundreds */
    public MetricWriter(int slotBits) {
        model = new MetricModel(slotBits);
        chooser = new FormulaChooser(model);
    }

    /** Forgets everything: the next message is the first of a chain. */
    public void reset() {
        model.reset();
        chooser.reset();
        numbers.clear();
        Arrays.fill(idOf, null);
    }

    /** Bytes of memory that the state takes, about. */
    public int sizeBytes() {
        return model.sizeBytes() + chooser.sizeBytes();
    }

    /** Series so far, the clock (number 0) included. */
    public int seriesCount() {
        return model.state.count;
    }

    /** The newest value of a series in the integer form. */
    public long latest(int s) {
        return model.state.last[s];
    }

    /** Writes the metrics of the chain's next message. */
    public void write(BitPort out, MetricTable table) {
        int known = model.book.size();
        int series = number(table, known);
        room(series);
        prepare(table, known, series);
        try {
            model.count(out, table.rows(), 7, Integer.MAX_VALUE);
            model.count(out, series - known, 8, Integer.MAX_VALUE);
            if (series > known) announce(out, table, known);
            model.endAnnouncements();
            model.activate(out, active);
            reform(out, known);
            announce(out, chooser.choose(cells));
            model.rows(out, cells);
        } catch (MalformedException e) {
            throw new IllegalStateException("a writer does not refuse what it writes", e);
        }
    }

    /** Gives every column its series; new ones are numbered on. A table that is used again has the same objects as ids. */
    @SuppressWarnings("ReferenceEquality")
    private int number(MetricTable table, int known) {
        int next = known;
        if (seriesOf.length < table.columns()) {
            seriesOf = Arrays.copyOf(seriesOf, table.columns() * 2);
            idOf = Arrays.copyOf(idOf, table.columns() * 2);
        }
        for (int column = 0; column < table.columns(); column++) {
            SeriesId id = table.id(column);
            if (idOf[column] == id) continue;
            idOf[column] = id;
            Integer number = numbers.get(id);
            if (number == null) numbers.put(id, next);
            seriesOf[column] = number == null ? next++ : number;
        }
        return next;
    }

    private void room(int series) {
        if (active.length >= series) return;
        active = Arrays.copyOf(active, series * 2);
        decimals = Arrays.copyOf(decimals, series * 2);
        irregular = Arrays.copyOf(irregular, series * 2);
        steps = Arrays.copyOf(steps, series * 2);
    }

    /** Finds each series' form and brings its values into it. */
    private void prepare(MetricTable table, int known, int series) {
        Arrays.fill(active, 0, series, false);
        for (int column = 0; column < table.columns(); column++) active[seriesOf[column]] = true;
        cells.shape(table.rows(), series, active);
        for (int row = 0; row < table.rows(); row++) cells.setTime(row, table.timeMs(row));
        Map<String, Integer> ofClass = new HashMap<>();
        for (int column = 0; column < table.columns(); column++) {
            int s = seriesOf[column];
            int from = s < known
                    ? model.state.decimals[s]
                    : model.defaultDecimals(table.id(column).name());
            decimals[s] = Forms.decimals(table, column, from);
            if (s >= known) ofClass.merge(table.id(column).name(), decimals[s], Math::max);
        }
        for (int column = 0; column < table.columns(); column++) {
            int s = seriesOf[column];
            steps[s] = table.step(column);
            if (s >= known && table.kind(column) == MetricTable.Kind.NUMBER) {
                decimals[s] = ofClass.getOrDefault(table.id(column).name(), 0);
            }
            irregular[s] = Forms.fill(table, column, decimals[s], cells, s);
        }
    }

    private void announce(BitPort out, MetricTable table, int known) throws MalformedException {
        for (int column = 0; column < table.columns(); column++) {
            int s = seriesOf[column];
            if (s < known || s != model.book.size()) continue;
            model.announce(out, table.id(column), table.kind(column));
            model.reform(out, s, decimals[s], irregular[s], steps[s]);
        }
    }

    private void announce(BitPort out, FormulaChooser.Choices choices) throws MalformedException {
        model.count(out, choices.ofClasses().size(), 10, Integer.MAX_VALUE);
        int after = 0;
        for (FormulaChooser.Choice choice : choices.ofClasses()) {
            after = model.assignClass(out, after, choice.target(), choice.formula());
        }
        model.count(out, choices.ofSeries().size(), 13, Integer.MAX_VALUE);
        after = 0;
        for (FormulaChooser.Choice choice : choices.ofSeries()) {
            after = model.assignSeries(out, after, choice.target(), choice.formula());
        }
    }

    private void reform(BitPort out, int known) throws MalformedException {
        int count = 0;
        for (int s = 1; s < known; s++) if (isReformed(s)) count++;
        model.count(out, count, 9, Integer.MAX_VALUE);
        for (int s = 1; s < known && count > 0; s++) {
            if (!isReformed(s)) continue;
            BookCoder.index(out, s, model.book.size());
            model.reform(out, s, decimals[s], irregular[s], steps[s]);
        }
    }

    private boolean isReformed(int s) {
        if (!active[s]) return false;
        return decimals[s] != model.state.decimals[s]
                || irregular[s] != model.state.irregular[s]
                || steps[s] != model.book.step(s);
    }
}
