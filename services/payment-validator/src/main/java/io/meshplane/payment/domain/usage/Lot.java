package io.meshplane.payment.domain.usage;

import java.util.Comparator;

/**
 * Traffic of a direction that is billed at one price: both ends' bytes are compared lot by lot.
 *
 * @param sellerInterface over which the seller sends
 * @param version of the price; 0 = the end does not say
 */
public record Lot(String sellerInterface, String destinationClass, long version) implements Comparable<Lot> {
    /** Bytes of a buyer that tells neither the seller's interface nor prices apart: they attest whatever the seller claims. */
    public static final Lot POOL = new Lot("", "", Run.UNDECLARED);

    private static final Comparator<Lot> ORDER = Comparator.comparingLong(Lot::version)
            .thenComparing(Lot::sellerInterface)
            .thenComparing(Lot::destinationClass);

    /** Older prices first. */
    @Override
    public int compareTo(Lot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return sellerInterface + "/" + destinationClass + "/" + version;
    }
}
