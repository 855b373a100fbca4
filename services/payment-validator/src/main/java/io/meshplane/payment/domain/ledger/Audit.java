package io.meshplane.payment.domain.ledger;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the books add up to.
 *
 * @param sums of all entries by asset; each must be zero
 * @param driftingBalances balances that are not the sum of their entries; must be 0
 */
public record Audit(SortedMap<String, BigInteger> sums, long driftingBalances) {
    public Audit {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /** Assets whose entries do not add up to zero. */
    public List<String> unbalanced() {
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() != 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the books are as they must be. */
    public boolean isSound() {
        return driftingBalances == 0 && unbalanced().isEmpty();
    }
}
