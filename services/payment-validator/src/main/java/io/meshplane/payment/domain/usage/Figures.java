package io.meshplane.payment.domain.usage;

import java.math.BigInteger;

/**
 * Where both ends of a direction stand, cumulative.
 *
 * @param attestedBytes what both attest, lot by lot
 * @param restarts of counters at both ends, each with a run of its own
 * @param falls counters that fell without a new run
 */
public record Figures(
        BigInteger sellerBytes, BigInteger buyerBytes, BigInteger attestedBytes, long restarts, long falls) {
    /** Before the first word. */
    public static final Figures NONE = new Figures(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0, 0);

    /** The figures of a book. */
    public static Figures of(MeterBook book, long restarts, long falls) {
        Tally total = book.total();
        BigInteger attested = book.attested().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        return new Figures(total.sellerBytes(), total.buyerBytes(), attested, restarts, falls);
    }

    /** What was counted since. */
    Figures since(Figures earlier) {
        return new Figures(
                sellerBytes.subtract(earlier.sellerBytes),
                buyerBytes.subtract(earlier.buyerBytes),
                attestedBytes.subtract(earlier.attestedBytes),
                restarts - earlier.restarts,
                falls - earlier.falls);
    }
}
