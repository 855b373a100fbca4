package io.meshplane.payment.domain.usage;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that both ends have counted of one direction, by lot. It depends on what was told, not on the order or the times. */
public record MeterBook(SortedMap<Lot, Tally> tallies) {
    /** Nothing told yet. */
    public static final MeterBook EMPTY = new MeterBook(new TreeMap<>());

    public MeterBook {
        tallies = Collections.unmodifiableSortedMap(new TreeMap<>(tallies));
    }

    /**
     * The book after a run went on.
     *
     * @param sellerInterface over which the seller sends; empty if the end that counts does not know
     * @param before null if the run is new
     */
    public MeterBook advance(RunKey key, String sellerInterface, @Nullable Run before, Run after) {
        SortedMap<Long, BigInteger> old = before == null ? new TreeMap<>() : before.bytesByVersion();
        SortedMap<Long, BigInteger> now = after.bytesByVersion();
        Set<Long> versions = new HashSet<>(old.keySet());
        versions.addAll(now.keySet());
        SortedMap<Lot, Tally> next = new TreeMap<>(tallies);
        for (long version : versions) {
            BigInteger more = bytes(now, version).subtract(bytes(old, version));
            Lot lot = lot(key, sellerInterface, version);
            next.put(lot, next.getOrDefault(lot, Tally.NONE).plus(key.end(), more));
        }
        return new MeterBook(next);
    }

    private static BigInteger bytes(Map<Long, BigInteger> byVersion, long version) {
        return byVersion.getOrDefault(version, BigInteger.ZERO);
    }

    private static Lot lot(RunKey key, String sellerInterface, long version) {
        boolean pooled = key.end() == End.BUYER && (sellerInterface.isEmpty() || version == Run.UNDECLARED);
        return pooled ? Lot.POOL : new Lot(sellerInterface, key.destinationClass(), version);
    }

    /**
     * What both ends attest, by lot: the lower of their figures. Bytes of the buyer's pool attest what is missing, older prices
     * first.
     */
    public SortedMap<Lot, BigInteger> attested() {
        SortedMap<Lot, BigInteger> attested = new TreeMap<>();
        BigInteger pool = tallies.getOrDefault(Lot.POOL, Tally.NONE).buyerBytes();
        for (Map.Entry<Lot, Tally> one : tallies.entrySet()) {
            Tally tally = one.getValue();
            BigInteger fromPool = tally.sellerBytes().subtract(tally.lower()).min(pool);
            pool = pool.subtract(fromPool);
            BigInteger bytes = tally.lower().add(fromPool);
            if (bytes.signum() > 0) attested.put(one.getKey(), bytes);
        }
        return attested;
    }

    /** What the seller alone says, by lot. */
    SortedMap<Lot, BigInteger> claimed() {
        SortedMap<Lot, BigInteger> claimed = new TreeMap<>();
        tallies.forEach((lot, tally) -> {
            if (tally.sellerBytes().signum() > 0) claimed.put(lot, tally.sellerBytes());
        });
        return claimed;
    }

    /** Both ends' bytes over all lots. */
    public Tally total() {
        Tally sum = Tally.NONE;
        for (Tally tally : tallies.values()) {
            sum = sum.plus(End.SELLER, tally.sellerBytes()).plus(End.BUYER, tally.buyerBytes());
        }
        return sum;
    }
}
