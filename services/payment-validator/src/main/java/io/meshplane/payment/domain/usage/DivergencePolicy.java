package io.meshplane.payment.domain.usage;

import java.math.BigInteger;

/**
 * When ends disagree too much. The two rates differ, so that a link at the edge does not flap.
 *
 * @param periodBytes bytes at the busier end after which the figures are compared again
 * @param toleranceBytes difference that sampling alone explains
 * @param openPerMille a report is opened above this rate
 * @param closePerMille an open report is closed at or below this rate
 */
public record DivergencePolicy(BigInteger periodBytes, BigInteger toleranceBytes, int openPerMille, int closePerMille) {
    public DivergencePolicy {
        if (periodBytes.signum() <= 0) throw new IllegalArgumentException("a period has bytes");
        if (toleranceBytes.signum() < 0) throw new IllegalArgumentException("tolerance < 0");
        if (closePerMille < 0 || openPerMille <= closePerMille || openPerMille > 1000) {
            throw new IllegalArgumentException("rates: 0 <= close < open <= 1000 per mille");
        }
    }
}
