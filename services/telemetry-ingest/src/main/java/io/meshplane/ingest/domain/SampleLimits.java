package io.meshplane.ingest.domain;

/**
 * What one request of a standard sender may hold.
 *
 * @param maxSeries different series
 * @param maxLabels of a series, its name aside
 * @param maxNameBytes of a metric's or label's name, UTF-8
 * @param maxValueBytes of a label's value, UTF-8
 * @param maxTextBytes of all different names and values together
 * @param maxSamples of all series together
 */
public record SampleLimits(
        int maxSeries, int maxLabels, int maxNameBytes, int maxValueBytes, int maxTextBytes, int maxSamples) {
    public SampleLimits {
        if (maxSeries < 1 || maxLabels < 1 || maxNameBytes < 1 || maxValueBytes < 1) {
            throw new IllegalArgumentException("a limit < 1");
        }
        if (maxTextBytes < 1 || maxSamples < 1) throw new IllegalArgumentException("a limit < 1");
    }
}
