package io.meshplane.payment.domain.settlement;

import io.meshplane.contracts.money.Amount;
import java.math.BigInteger;

/**
 * From which debt on a stage holds. It is left only below a share of its threshold, so that a debt at the edge does not flap.
 *
 * @param pay smallest of the three, at least 1
 * @param releasePercent 1-100, of the threshold of a stage: below it the stage ends
 */
public record DebtPolicy(Amount pay, Amount warn, Amount enforce, int releasePercent) {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    public DebtPolicy {
        if (pay.isZero() || pay.compareTo(warn) > 0 || warn.compareTo(enforce) > 0) {
            throw new IllegalArgumentException("thresholds: 1 <= pay <= warn <= enforce");
        }
        if (releasePercent < 1 || releasePercent > 100) throw new IllegalArgumentException("release: 1 to 100 percent");
    }

    /** Whether a debt is large enough for a stage to begin. */
    boolean begins(DebtStage stage, BigInteger owed) {
        return owed.compareTo(threshold(stage)) >= 0;
    }

    /** Whether a debt is large enough for a stage to last. */
    boolean lasts(DebtStage stage, BigInteger owed) {
        if (stage == DebtStage.CLEAR) return true;
        BigInteger release = threshold(stage).multiply(BigInteger.valueOf(releasePercent));
        return owed.signum() > 0 && owed.multiply(HUNDRED).compareTo(release) >= 0;
    }

    private BigInteger threshold(DebtStage stage) {
        return switch (stage) {
            case CLEAR -> BigInteger.ZERO;
            case PAY -> pay.value();
            case WARN -> warn.value();
            case ENFORCE -> enforce.value();
        };
    }
}
