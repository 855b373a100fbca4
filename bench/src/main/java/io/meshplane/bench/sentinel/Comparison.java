package io.meshplane.bench.sentinel;

import java.util.List;
import java.util.Locale;

/**
 * A figure of sentinel's, what it should be, and what others reach in the same run.
 *
 * @param part of the suite, in lower case
 * @param bound what kind of goal it is
 * @param wanted the goal; means nothing without one
 * @param measured NaN = never within the time that was waited
 * @param beside one per peer and setting
 */
record Comparison(
        String part, String name, String unit, Bound bound, double wanted, double measured, List<Beside> beside) {
    Comparison {
        beside = List.copyOf(beside);
    }

    /** How a figure is held against its goal. */
    enum Bound {
        AT_MOST,
        AT_LEAST,
        NONE
    }

    /**
     * A peer's figure.
     *
     * @param value NaN = never within the time that was waited
     */
    record Beside(String who, double value) {}

    static Comparison atMost(
            String part, String name, String unit, double wanted, double measured, List<Beside> beside) {
        return new Comparison(part, name, unit, Bound.AT_MOST, wanted, measured, beside);
    }

    static Comparison atLeast(
            String part, String name, String unit, double wanted, double measured, List<Beside> beside) {
        return new Comparison(part, name, unit, Bound.AT_LEAST, wanted, measured, beside);
    }

    static Comparison plain(String part, String name, String unit, double measured, List<Beside> beside) {
        return new Comparison(part, name, unit, Bound.NONE, 0, measured, beside);
    }

    /** What never came reaches no goal. */
    boolean isMet() {
        return switch (bound) {
            case AT_MOST -> measured <= wanted;
            case AT_LEAST -> measured >= wanted;
            case NONE -> true;
        };
    }

    String wantedInWords() {
        return switch (bound) {
            case AT_MOST -> "≤ " + text(wanted);
            case AT_LEAST -> "≥ " + text(wanted);
            case NONE -> "";
        };
    }

    String verdict() {
        if (bound == Bound.NONE) return "";
        return isMet() ? "met" : "NOT MET";
    }

    /** A peer's figure in multiples of ours; empty if there is none. */
    String ratio(Beside peer) {
        double ratio = peer.value() / measured;
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f ×", ratio) : "";
    }

    static String text(double value) {
        if (Double.isNaN(value)) return "never";
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return String.format(Locale.ROOT, "%,d", (long) value);
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
