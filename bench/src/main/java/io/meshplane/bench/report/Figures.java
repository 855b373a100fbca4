package io.meshplane.bench.report;

import java.util.Locale;

/** Numbers as tables show them, alike on every machine. */
public final class Figures {
    /** With so many digits after the point. */
    public static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** With a comma between thousands. */
    public static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private Figures() {}
}
