package io.meshplane.payment.domain.chain;

/**
 * How many requests may be doubled: one in {@link #READS_PER_HEDGE}, with a few saved up. It keeps an outage from doubling the
 * load on those that are left.
 *
 * @param saved in parts of a hedge, {@link #READS_PER_HEDGE} parts each
 */
public record HedgeBudget(int saved) {
    public static final int READS_PER_HEDGE = 10;
    public static final int HEDGES_SAVED_MAX = 5;
    public static final HedgeBudget AT_START = new HedgeBudget(READS_PER_HEDGE);

    public HedgeBudget {
        if (saved < 0 || saved > READS_PER_HEDGE * HEDGES_SAVED_MAX) {
            throw new IllegalArgumentException("hedges saved: " + saved);
        }
    }

    /** A read has begun. */
    public HedgeBudget earned() {
        return new HedgeBudget(Math.min(saved + 1, READS_PER_HEDGE * HEDGES_SAVED_MAX));
    }

    public boolean allows() {
        return saved >= READS_PER_HEDGE;
    }

    /** @throws IllegalArgumentException if it allows none */
    public HedgeBudget spent() {
        return new HedgeBudget(saved - READS_PER_HEDGE);
    }
}
