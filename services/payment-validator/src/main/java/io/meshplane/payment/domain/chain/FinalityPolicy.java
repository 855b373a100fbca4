package io.meshplane.payment.domain.chain;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How deep a transaction must lie by what it pays: who could gain more by taking a payment back must have more against him. One
 * who splits a payment over several transactions stays in a lower band; each of them alone is worth no more than that.
 *
 * @param usual for whatever is in no band, also for what pays nothing
 * @param bands by asset and amount; the more is paid, the more is asked
 */
public record FinalityPolicy(Finality usual, List<Band> bands) {
    /** Blocks that evidence of a finalized payment shows on top of it. */
    private static final int SHOWN_WHEN_FINALIZED = 64;

    /**
     * From this amount on.
     *
     * @param from base units that a transaction pays in this asset altogether, at least 1
     */
    public record Band(Asset asset, Amount from, Finality finality) {
        public Band {
            if (from.isZero()) throw new IllegalArgumentException("a band begins above 0: below all bands depth holds");
        }

        @Override
        public String toString() {
            return "band " + asset + "@" + from + "=" + finality;
        }
    }

    /** @throws IllegalArgumentException with words for the operator if more money would be believed sooner */
    public FinalityPolicy {
        bands = bands.stream()
                .sorted(Comparator.comparing((Band band) -> band.asset().toString())
                        .thenComparing(Band::from))
                .toList();
        Set<String> begins = new HashSet<>();
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            if (!begins.add(band.asset() + "@" + band.from())) {
                throw new IllegalArgumentException(band + ": another one begins at the same amount");
            }
            boolean first = i == 0 || !bands.get(i - 1).asset().equals(band.asset());
            Finality below = first ? usual : bands.get(i - 1).finality();
            if (band.finality().isWeakerThan(below)) {
                throw new IllegalArgumentException(band + ": more is paid than below it, and less would be asked than "
                        + below + "; a larger amount must lie as deep at least");
            }
        }
    }

    /** The same for every amount. */
    public static FinalityPolicy of(Finality usual) {
        return new FinalityPolicy(usual, List.of());
    }

    /**
     * The same policy, if it can be kept.
     *
     * @param horizonBlocks how deep a reorganisation is followed
     * @param counted assets in which payments count
     * @throws IllegalArgumentException with words for the operator if a depth is beyond that, or an asset is none of those
     */
    public FinalityPolicy requirePossible(int horizonBlocks, Collection<Asset> counted) {
        requireWithin(usual, "depth", horizonBlocks);
        for (Band band : bands) {
            requireWithin(band.finality(), band.toString(), horizonBlocks);
            if (!counted.contains(band.asset())) {
                throw new IllegalArgumentException(band + ": no payment in this asset counts, only in " + counted);
            }
        }
        return this;
    }

    private static void requireWithin(Finality finality, String where, int horizonBlocks) {
        if (finality instanceof Finality.Depth(int blocks) && blocks > horizonBlocks) {
            throw new IllegalArgumentException(
                    where + ": " + blocks + " blocks are deeper than a reorganisation is followed (" + horizonBlocks
                            + " blocks); ask for \"" + Finality.FINALIZED + "\" instead");
        }
    }

    /** What is asked of a transaction: the most that the sum of any asset in it asks. */
    public Finality of(List<Payment> payments) {
        Finality most = usual;
        for (Band band : bands) {
            BigInteger paid = payments.stream()
                    .filter(payment -> payment.asset().equals(band.asset()))
                    .map(payment -> payment.amount().value())
                    .reduce(BigInteger.ZERO, BigInteger::add);
            if (paid.compareTo(band.from().value()) >= 0 && most.isWeakerThan(band.finality())) most = band.finality();
        }
        return most;
    }

    /** Whether nodes must be asked what is final. */
    public boolean needsFinalized() {
        return usual instanceof Finality.Finalized
                || bands.stream().anyMatch(band -> band.finality() instanceof Finality.Finalized);
    }

    /** Blocks that are to be kept on top of a payment, to be shown as evidence. */
    public int deepestBlocks() {
        int deepest = shownBlocks(usual);
        for (Band band : bands) deepest = Math.max(deepest, shownBlocks(band.finality()));
        return deepest;
    }

    /** Blocks on top of a payment that its evidence shows. */
    public static int shownBlocks(Finality finality) {
        return switch (finality) {
            case Finality.Depth(int blocks) -> blocks;
            case Finality.Finalized ignored -> SHOWN_WHEN_FINALIZED;
        };
    }

    /** For the operator. */
    public String inWords() {
        StringBuilder words = new StringBuilder("a payment counts ").append(inWords(usual));
        bands.forEach(band -> words.append("; from ")
                .append(band.from())
                .append(" of ")
                .append(band.asset())
                .append(' ')
                .append(inWords(band.finality())));
        return words.toString();
    }

    private static String inWords(Finality finality) {
        return switch (finality) {
            case Finality.Depth(int blocks) -> "under " + blocks + " blocks";
            case Finality.Finalized ignored -> "when a quorum calls its block finalized";
        };
    }
}
