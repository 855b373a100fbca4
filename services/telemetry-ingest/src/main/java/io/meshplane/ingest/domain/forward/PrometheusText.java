package io.meshplane.ingest.domain.forward;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names as every Prometheus-compatible store takes them: {@code [a-zA-Z_:][a-zA-Z0-9_:]*}, of labels without the colon. */
public final class PrometheusText {
    private static final byte[] TOTAL = "_total".getBytes(StandardCharsets.US_ASCII);

    /** The name, with an underscore for each byte that is not allowed; before a digit at its beginning, too. */
    public static byte[] name(byte[] name, boolean ofMetric) {
        if (name.length == 0) return new byte[] {'_'};
        byte[] clean = name.clone();
        for (int i = 0; i < name.length; i++) if (!isAllowed(name[i], ofMetric)) clean[i] = '_';
        if (!isDigit(clean[0])) return clean;
        byte[] longer = new byte[clean.length + 1];
        longer[0] = '_';
        System.arraycopy(clean, 0, longer, 1, clean.length);
        return longer;
    }

    private static boolean isAllowed(byte octet, boolean ofMetric) {
        int letter = octet | 0x20;
        return (letter >= 'a' && letter <= 'z' && octet > 0)
                || isDigit(octet)
                || octet == '_'
                || (ofMetric && octet == ':');
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** Whether a metric is a counter, by the convention of its name. */
    public static boolean isCounter(byte[] name) {
        int from = name.length - TOTAL.length;
        return from > 0 && Arrays.equals(name, from, name.length, TOTAL, 0, TOTAL.length);
    }

    private PrometheusText() {}
}
