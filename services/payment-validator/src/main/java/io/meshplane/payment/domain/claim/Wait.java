package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import java.util.Optional;

/** What a claim without a final verdict waits for. */
public sealed interface Wait {
    /** Its chain is not followed. */
    record ForChain() implements Wait {}

    /** Its transaction is in no agreed block. */
    record ForTransaction() implements Wait {}

    /** Too few blocks are on top of it. */
    record ForConfirmations(long confirmations, int needed) implements Wait {}

    /**
     * A quorum must call its block final.
     *
     * @param finalized the newest height that one does; -1 if there is none
     */
    record ForFinality(long height, long finalized) implements Wait {}

    /** Nothing is decided on the whole chain. */
    record ForTheChainToGoOn(Standstill why) implements Wait {}

    /** Why nothing is decided. */
    enum Standstill {
        /** Two hashes have a quorum at one height. */
        NODES_DISAGREE,
        /** Too few nodes vote, or the chain was rewritten deeper than is followed. */
        HALTED,
        /** Blocks have a form that is not known here. */
        UNSUPPORTED_CHAIN
    }

    /**
     * What it waits for.
     *
     * @param verdict as it would be now
     * @param standstill why nothing is decided at this moment, if so
     * @return empty if it is settled, or will be in a moment
     */
    static Optional<Wait> of(ClaimState state, Verdict verdict, Optional<Standstill> standstill) {
        if (state != ClaimState.PENDING && state != ClaimState.REVERSED) return Optional.empty();
        if (verdict instanceof Verdict.WaitsForChain) return Optional.of(new ForChain());
        if (standstill.isPresent()) return standstill.map(ForTheChainToGoOn::new);
        return switch (verdict) {
            case Verdict.WaitsForChain ignored -> Optional.of(new ForChain());
            case Verdict.WaitsForTransaction ignored -> Optional.of(new ForTransaction());
            case Verdict.WaitsForDepth(long depth, int needed) -> Optional.of(new ForConfirmations(depth, needed));
            case Verdict.WaitsForFinality(long height, long finalized) ->
                Optional.of(new ForFinality(height, finalized));
            case Verdict.Valid ignored -> Optional.empty();
            case Verdict.Invalid ignored -> Optional.empty();
            case Verdict.Unsupported ignored -> Optional.empty();
        };
    }
}
