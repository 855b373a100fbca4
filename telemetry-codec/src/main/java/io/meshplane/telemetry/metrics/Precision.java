package io.meshplane.telemetry.metrics;

/** Rounding to a declared precision. */
final class Precision {
    private Precision() {}

    /**
     * The double nearest to a multiple of a step; the error is at most half a step, and a unit in the last place. Numbers whose
     * multiple a double does not hold exactly, and those that are not finite, stay as they are.
     */
    static double round(double number, double step) {
        double multiple = Math.rint(number / step);
        if (!(Math.abs(multiple) <= Decimals.MAX_INTEGER)) return number;
        double inverse = Math.rint(1 / step);
        boolean fraction =
                step < 1 && 1 / inverse == step; // 0.1 is 1/10: dividing is exact to the last bit, multiplying is not
        return fraction ? multiple / inverse : multiple * step;
    }
}
