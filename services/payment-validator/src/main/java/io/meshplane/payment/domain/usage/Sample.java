package io.meshplane.payment.domain.usage;

import java.util.List;

/**
 * What one end says of one run of one of its counters.
 *
 * @param ordinal grows with every sample of the run; 0 = not told, then the counter is taken to never fall
 * @param counter as read, unsigned, modulo 2^{@code bits}
 * @param bits 32 or 64: where the counter begins anew by itself
 * @param baseline bytes of the run that were counted before the end joined, unsigned; they are nobody's business
 * @param cuts all changes of the price within the run that the end knows of; none = it does not tell prices apart
 */
public record Sample(long ordinal, long counter, int bits, long baseline, List<Cut> cuts) {
    public Sample {
        if (bits != 32 && bits != 64) throw new IllegalArgumentException("a counter has 32 or 64 bits");
        if (bits == 32 && counter >>> 32 != 0) throw new IllegalArgumentException("the counter exceeds its 32 bits");
        if (ordinal < 0) throw new IllegalArgumentException("ordinal < 0");
        cuts = List.copyOf(cuts);
    }

    /** A counter of 64 bits that counts from the beginning of its run, with nothing said of prices. */
    public static Sample plain(long counter) {
        return new Sample(0, counter, 64, 0, List.of());
    }
}
