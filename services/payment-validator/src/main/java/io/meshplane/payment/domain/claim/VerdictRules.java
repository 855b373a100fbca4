package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.Payment;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is true of a claim, given what the agreed chain shows. */
public final class VerdictRules {

    /**
     * When to believe.
     *
     * @param chainId the chain that is followed
     * @param deadlineBlocks how many blocks a claim waits for its transaction to appear, at least 1
     */
    public record Policy(long chainId, int deadlineBlocks) {
        public Policy {
            if (deadlineBlocks < 1) throw new IllegalArgumentException("a deadline is 1 block or more");
        }
    }

    /** What to say of a claim. */
    public sealed interface Verdict {
        /** Its chain is not followed any more: nobody can tell until it is again. */
        record WaitsForChain() implements Verdict {}

        /** The transaction is in no agreed block yet. */
        record WaitsForTransaction() implements Verdict {}

        /** It is in one, with this many of the needed blocks on top. */
        record WaitsForDepth(long depth, int needed) implements Verdict {}

        /**
         * It is in one that no quorum calls final yet.
         *
         * @param height of that block
         * @param finalized the newest height that one does; -1 if there is none
         */
        record WaitsForFinality(long height, long finalized) implements Verdict {}

        /**
         * It pays the claimant's network; perhaps several times.
         *
         * @param deviations from what the claimant expected: they take nothing from its validity
         */
        record Valid(List<Payment> payments, Set<Deviation> deviations) implements Verdict {}

        /** A contract ran, and no log shows a payment to us: coin that moved inside its call is in no trie. */
        record Unsupported() implements Verdict {}

        /** It never will, on this chain as it stands. */
        record Invalid(Reason reason) implements Verdict {}
    }

    /**
     * Judges a claim.
     *
     * @param seen where the transaction is, or null while it is in no agreed block
     * @param tip of the index
     */
    public static Verdict judge(Claim claim, @Nullable Sighting seen, Tip tip, Policy policy) {
        if (claim.chainId() != policy.chainId()) return new Verdict.WaitsForChain();
        if (seen == null) return unseen(claim, tip.head(), policy);
        if (!tip.isEnough(seen.height(), seen.finality())) return waits(seen, tip);
        return switch (seen.finding()) {
            case NOT_TO_US -> new Verdict.Invalid(Reason.NOT_TO_US);
            case REVERTED -> new Verdict.Invalid(Reason.REVERTED);
            case REPLAYABLE -> new Verdict.Invalid(Reason.REPLAYABLE);
            case UNPROVABLE -> new Verdict.Unsupported();
            case PAYS -> paid(claim, seen, policy);
        };
    }

    private static Verdict waits(Sighting seen, Tip tip) {
        return switch (seen.finality()) {
            case Finality.Depth(int needed) ->
                new Verdict.WaitsForDepth(Math.max(0, tip.head() - seen.height()), needed);
            case Finality.Finalized ignored -> new Verdict.WaitsForFinality(seen.height(), tip.finalized());
        };
    }

    private static Verdict paid(Claim claim, Sighting seen, Policy policy) {
        List<Payment> ours = seen.paidTo(claim.network());
        if (ours.isEmpty()) return new Verdict.Invalid(Reason.NOT_TO_US);
        long deadline = claim.madeAtHeight() < 0 ? Long.MAX_VALUE : claim.madeAtHeight() + policy.deadlineBlocks();
        return new Verdict.Valid(ours, DeviationRules.of(claim.expected(), ours, seen.height(), deadline));
    }

    private static Verdict unseen(Claim claim, long head, Policy policy) {
        // a transaction that was valid once may come back at any time: the payer did his part
        boolean expires = claim.state() == ClaimState.PENDING && claim.madeAtHeight() >= 0;
        return expires && head - claim.madeAtHeight() >= policy.deadlineBlocks()
                ? new Verdict.Invalid(Reason.EXPIRED)
                : new Verdict.WaitsForTransaction();
    }

    private VerdictRules() {}
}
