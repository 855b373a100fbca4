package io.meshplane.payment.domain.ledger;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import org.jspecify.annotations.Nullable;

/**
 * Turns cumulative counters into money. Within a counter epoch the highest counter wins, so duplicates, losses and any order of
 * the reports between give the same sum to the last unit; nothing here knows of time.
 */
public final class UsageRules {

    /** What a report changes. */
    public sealed interface Decision {
        /**
         * The epoch is billed further.
         *
         * @param cost of the bytes since the reading before, perhaps zero
         * @param asset what the cost is in
         */
        record Metered(Reading next, Amount cost, Asset asset) implements Decision {}

        /** Everything up to this counter is billed already: a duplicate, or late. */
        record Known() implements Decision {}

        /** The bytes cost more than 2^256 - 1; nothing is billed until the price is sane. */
        record Unpayable() implements Decision {}
    }

    /**
     * Bills the bytes of one epoch of one counter. A new price holds from the counter value at which it is first seen: what was
     * sent before is billed at the old one.
     *
     * @param previous the last reading of this epoch; null if this is its first report: the epoch began at zero
     * @param reportedBytes cumulative, unsigned 64 bit
     * @param current the tariff in force now
     */
    public static Decision meter(@Nullable Reading previous, long reportedBytes, Tariff current) {
        long from = previous == null ? 0 : previous.bytes();
        Tariff billed = previous == null ? current : previous.tariff();
        int order = Long.compareUnsigned(reportedBytes, from);
        boolean sameTariff = billed.equals(current);
        if (previous != null && (order < 0 || (order == 0 && sameTariff))) return new Decision.Known();
        Amount cost;
        try {
            cost = billed.price().cost(from, reportedBytes);
        } catch (IllegalArgumentException tooMuch) {
            return new Decision.Unpayable();
        }
        long tariffFrom = tariffFrom(previous, sameTariff, reportedBytes);
        return new Decision.Metered(new Reading(reportedBytes, current, tariffFrom), cost, billed.asset());
    }

    private static long tariffFrom(@Nullable Reading previous, boolean sameTariff, long reportedBytes) {
        if (previous == null) return 0;
        return sameTariff ? previous.tariffFromBytes() : reportedBytes;
    }

    private UsageRules() {}
}
