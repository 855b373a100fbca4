package io.meshplane.bench.routes;

import java.util.Locale;

/**
 * A figure that has a bound.
 *
 * @param atLeast whether more is better; else less is
 */
public record Goal(String name, String unit, boolean atLeast, double wanted, double measured) {
    /** The figure should not be below the bound. */
    public static Goal atLeast(String name, String unit, double wanted, double measured) {
        return new Goal(name, unit, true, wanted, measured);
    }

    /** The figure should not be above the bound. */
    public static Goal atMost(String name, String unit, double wanted, double measured) {
        return new Goal(name, unit, false, wanted, measured);
    }

    /** Whether it is reached in this run. */
    public boolean isMet() {
        return atLeast ? measured >= wanted : measured <= wanted;
    }

    String wantedInWords() {
        return String.format(Locale.ROOT, "%s %s %s", atLeast ? "≥" : "≤", text(wanted), unit);
    }

    String measuredInWords() {
        return text(measured);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
