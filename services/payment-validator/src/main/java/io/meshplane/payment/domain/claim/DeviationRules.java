package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Payment;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Compares what was paid with what was expected. */
final class DeviationRules {

    /**
     * How payments deviate.
     *
     * @param payments at least one, of one transaction, to the claimant's network
     * @param height of their block
     * @param deadline the last height at which the claim still waited for them
     */
    static Set<Deviation> of(Expectation expected, List<Payment> payments, long height, long deadline) {
        Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
        Long due = expected.dueHeight();
        if (height > (due == null ? deadline : Math.min(due, deadline))) deviations.add(Deviation.LATE);
        List<Payment> counted = payments.stream()
                .filter(payment -> expected.asset() == null || payment.asset().equals(expected.asset()))
                .toList();
        if (counted.isEmpty()) deviations.add(Deviation.OTHER_ASSET);
        else if (expected.amount() != null) compare(counted, expected.amount().value(), deviations);
        return deviations;
    }

    private static void compare(List<Payment> counted, BigInteger expected, Set<Deviation> deviations) {
        BigInteger paid =
                counted.stream().map(payment -> payment.amount().value()).reduce(BigInteger.ZERO, BigInteger::add);
        int comparison = paid.compareTo(expected);
        if (comparison < 0) deviations.add(Deviation.PARTIAL);
        if (comparison > 0) deviations.add(Deviation.OVER);
    }

    private DeviationRules() {}
}
