package io.meshplane.payment.domain.usage;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells when the ends of a direction disagree too much. A period is so many bytes, not so much time: a quiet link is judged by its
 * traffic as a busy one is. The times only say when, for people.
 */
public final class DivergenceRules {
    private static final int SILENT_PERIODS = 4;
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    /**
     * What is remembered of a direction.
     *
     * @param mark figures at the beginning of the period
     * @param open cause of the report that is open; empty = the ends agree
     */
    public record Watch(Figures mark, Instant markedAt, Optional<Cause> open) {
        public static Watch begin(Instant now) {
            return new Watch(Figures.NONE, now, Optional.empty());
        }
    }

    /**
     * One period in which the ends disagreed.
     *
     * @param period figures of the period alone
     */
    public record Report(Cause cause, Figures period, Instant from, Instant to) {}

    /**
     * A report as it was filed.
     *
     * @param closedAt when the ends agreed again, or disagreed for another cause; empty = it is open
     */
    public record Filed(long id, Direction direction, Report report, Optional<Instant> closedAt) {}

    /** What a look finds. */
    public sealed interface Finding {
        /** The period goes on, or its end changes nothing. */
        record Steady() implements Finding {}

        /** The ends began to disagree, or do so for another cause. */
        record Opened(Report report) implements Finding {}

        /** They agree again. */
        record Closed() implements Finding {}
    }

    /** What is remembered next, and what was found. */
    public record Decision(Watch next, Finding finding) {}

    /**
     * Looks at a direction whose figures changed. The end that is behind must have spoken before it is judged: what the other has
     * told since may be on its way. Only one that is silent for {@value #SILENT_PERIODS} periods is judged unheard.
     *
     * @param speaker whose sample changed the figures
     */
    public static Decision look(Watch watch, Figures figures, End speaker, DivergencePolicy policy, Instant now) {
        Figures period = figures.since(watch.mark());
        BigInteger busier = period.sellerBytes().max(period.buyerBytes());
        boolean silent = period.sellerBytes().min(period.buyerBytes()).signum() == 0;
        BigInteger periods = silent ? BigInteger.valueOf(SILENT_PERIODS) : BigInteger.ONE;
        if (busier.compareTo(policy.periodBytes().multiply(periods)) < 0) return steady(watch);
        BigInteger difference = busier.subtract(period.attestedBytes()).max(BigInteger.ZERO);
        boolean beyondTolerance = difference.compareTo(policy.toleranceBytes()) > 0;
        if (!silent && beyondTolerance && !isHeard(period, speaker)) return steady(watch);
        if (beyondTolerance && exceeds(difference, busier, policy.openPerMille())) {
            return open(watch, figures, period, policy, now);
        }
        boolean agree = !beyondTolerance || !exceeds(difference, busier, policy.closePerMille());
        return watch.open().isPresent() && agree
                ? new Decision(new Watch(figures, now, Optional.empty()), new Finding.Closed())
                : steady(new Watch(figures, now, watch.open()));
    }

    private static Decision steady(Watch watch) {
        return new Decision(watch, new Finding.Steady());
    }

    /** Whether the end that is behind has just spoken. */
    private static boolean isHeard(Figures period, End speaker) {
        int order = period.sellerBytes().compareTo(period.buyerBytes());
        return order == 0 || speaker == (order > 0 ? End.BUYER : End.SELLER);
    }

    private static boolean exceeds(BigInteger part, BigInteger whole, int perMille) {
        return part.multiply(THOUSAND).compareTo(whole.multiply(BigInteger.valueOf(perMille))) > 0;
    }

    private static Decision open(Watch watch, Figures figures, Figures period, DivergencePolicy policy, Instant now) {
        Cause cause = cause(period, policy);
        Watch next = new Watch(figures, now, Optional.of(cause));
        if (watch.open().equals(Optional.of(cause))) return steady(next);
        return new Decision(next, new Finding.Opened(new Report(cause, period, watch.markedAt(), now)));
    }

    /** The likely cause; what excludes the others comes first. */
    static Cause cause(Figures period, DivergencePolicy policy) {
        if (period.falls() > 0) return Cause.TAMPERING;
        if (period.sellerBytes().signum() == 0 || period.buyerBytes().signum() == 0) return Cause.ONE_END_SILENT;
        BigInteger lower = period.sellerBytes().min(period.buyerBytes());
        BigInteger sameBytesOtherLots = lower.subtract(period.attestedBytes());
        if (sameBytesOtherLots.compareTo(policy.toleranceBytes()) > 0) return Cause.PRICE_MISMATCH;
        if (period.restarts() > 0) return Cause.RESET;
        return period.buyerBytes().compareTo(period.sellerBytes()) > 0 ? Cause.TAMPERING : Cause.LOSS;
    }

    private DivergenceRules() {}
}
