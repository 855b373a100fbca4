package io.meshplane.ingest.adapter.standard.otlp;

import java.math.BigDecimal;

/** Doubles as text in the forms that senders and stores in Go agree on, since labels are compared as text. */
final class PlainNumbers {
    private static final double PLAIN_FROM = 1e-6;
    private static final double PLAIN_BELOW = 1e21;

    /** Shortest digits, never an exponent: bounds of buckets, quantiles. */
    static String plain(double value) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "+Inf" : "-Inf";
        if (value == 0) return 1 / value < 0 ? "-0" : "0";
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return shortest.toPlainString();
    }

    /** As JSON writes it: an exponent for the very large and the very small. */
    static String json(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size == 0 || (size >= PLAIN_FROM && size < PLAIN_BELOW)) return plain(value);
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = value < 0 ? "-" : "";
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + twoDigits(Math.abs(exponent));
    }

    private static String twoDigits(int exponent) {
        boolean small = exponent < 10;
        return small ? "0" + exponent : Integer.toString(exponent);
    }

    private PlainNumbers() {}
}
