package io.meshplane.telemetry.codec;

/**
 * What a decoder spends on one batch at most. All are checked before memory is taken.
 *
 * @param maxBatchBytes of the batch as it came
 * @param maxBodyBytes of the body after decompression
 * @param maxWindowBytes of the zstd window
 * @param maxStrings entries of the dictionary
 * @param maxStringBytes of one string
 * @param maxTimes scrapes of a batch
 * @param maxSeries series of a batch
 * @param maxLabels labels of one series
 * @param maxValues scrapes times series
 * @param maxLinks links of a batch
 * @param maxUsage usage counters of a batch
 */
public record Limits(
        int maxBatchBytes,
        int maxBodyBytes,
        int maxWindowBytes,
        int maxStrings,
        int maxStringBytes,
        int maxTimes,
        int maxSeries,
        int maxLabels,
        int maxValues,
        int maxLinks,
        int maxUsage) {
    /** Room for an hour of a gateway with hundreds of peers, and a few tens of MiB of memory at the worst. */
    public static final Limits DEFAULT =
            new Limits(1 << 20, 4 << 20, 8 << 20, 20_000, 1024, 4_096, 20_000, 16, 1_000_000, 4_096, 8_192);
}
