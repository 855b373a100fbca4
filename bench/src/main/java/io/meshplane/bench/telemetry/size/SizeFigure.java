package io.meshplane.bench.telemetry.size;

/**
 * Bytes of one recording in one format.
 *
 * @param node name of the recording
 * @param batch its length: 1m, 5m, 1h
 * @param format stable key
 * @param title for people
 * @param units values or lines
 */
public record SizeFigure(String node, String batch, String format, String title, long bytes, long units) {
    /** Bytes a value, or a line. */
    public double perUnit() {
        return (double) bytes / units;
    }
}
