package io.meshplane.agent;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.List;

/**
 * What a series is: name and labels as in the Prometheus data model, and the precision declared for it. A source makes one per
 * series when the thing behind it appears, and hands out the same object in every sample until that thing is gone. So a map keyed
 * by handles finds its column without comparing text; two handles of the same name and labels are equal all the same.
 */
public final class SeriesHandle {
    private final String name;
    private final List<Label> labels;
    private final boolean count;
    private final double step;
    private final double stepsPerUnit;
    private final int hash;

    private SeriesHandle(String name, List<Label> labels, boolean count, double step) {
        if (!(step >= 0) || Double.isInfinite(step))
            throw new IllegalArgumentException("step of " + name + ": " + step);
        this.name = name;
        this.labels = List.copyOf(labels);
        this.count = count;
        this.step = step;
        double inverse = step == 0 ? 0 : Math.rint(1 / step);
        // the double nearest to a decimal such as 12.3 is 123 / 10, not 123 * 0.1
        this.stepsPerUnit = step != 0 && Math.abs(inverse * step - 1) < 1e-9 ? inverse : 0;
        this.hash = 31 * name.hashCode() + this.labels.hashCode();
    }

    /** A series of doubles whose values count to the last bit. */
    public static SeriesHandle of(String name, Label... labels) {
        return new SeriesHandle(name, List.of(labels), false, 0);
    }

    /**
     * A series of doubles that are multiples of a step.
     *
     * @param step in the series' unit; 0 = lossless
     */
    public static SeriesHandle of(String name, List<Label> labels, double step) {
        return new SeriesHandle(name, labels, false, step);
    }

    /** A cumulative counter: its values are unsigned 64-bit integers. The name ends in {@code _total}. */
    public static SeriesHandle count(String name, List<Label> labels) {
        return new SeriesHandle(name, labels, true, 0);
    }

    public String name() {
        return name;
    }

    public List<Label> labels() {
        return labels;
    }

    /** Whether the values are unsigned 64-bit integers; else they are doubles. */
    public boolean isCount() {
        return count;
    }

    /** Declared precision in the series' unit; 0 = lossless. */
    public double step() {
        return step;
    }

    /** The value at the declared precision: the multiple of the step that is nearest to it. NaN and infinities stay. */
    public double rounded(double value) {
        if (step == 0 || Double.isNaN(value) || Double.isInfinite(value)) return value;
        if (stepsPerUnit != 0) {
            double scaled = value * stepsPerUnit;
            return Double.isInfinite(scaled) ? value : Math.rint(scaled) / stepsPerUnit;
        }
        return Math.rint(value / step) * step;
    }

    /** Same name and labels; the step is a property of the series, not part of its identity. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SeriesHandle that
                        && hash == that.hash
                        && name.equals(that.name)
                        && labels.equals(that.labels));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return name + labels;
    }
}
