package io.meshplane.payment.domain.usage;

/**
 * A promise of an end: from this byte of its counter on, this version of the price holds.
 *
 * @param fromBytes cumulative in the run, unsigned 64 bit
 * @param version of the seller's price, at least 1; a later price has a higher one
 */
public record Cut(long fromBytes, long version) {
    public Cut {
        if (version < 1) throw new IllegalArgumentException("a version of a price is 1 or more");
    }
}
