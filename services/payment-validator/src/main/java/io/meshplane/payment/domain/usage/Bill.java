package io.meshplane.payment.domain.usage;

import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a direction costs since it began: a function of what both ends have counted, whenever it is computed.
 *
 * @param charges by lot
 * @param unpriced lots whose price is not known: they wait for it
 * @param unpayable lots that cost more than 2^256 - 1: they wait for a sane price
 */
public record Bill(SortedMap<Lot, Charge> charges, SortedSet<Lot> unpriced, SortedSet<Lot> unpayable) {
    /** Nothing to pay. */
    public static final Bill NOTHING = new Bill(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());

    public Bill {
        charges = Collections.unmodifiableSortedMap(new TreeMap<>(charges));
        unpriced = Collections.unmodifiableSortedSet(new TreeSet<>(unpriced));
        unpayable = Collections.unmodifiableSortedSet(new TreeSet<>(unpayable));
    }

    /** Whether a lot that was charged costs nothing any more: what was posted for it is taken back. */
    public boolean isDropped(Lot lot) {
        return !charges.containsKey(lot) && !unpriced.contains(lot) && !unpayable.contains(lot);
    }

    /** Bytes billed over all lots. */
    public BigInteger bytes() {
        return charges.values().stream().map(Charge::bytes).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
