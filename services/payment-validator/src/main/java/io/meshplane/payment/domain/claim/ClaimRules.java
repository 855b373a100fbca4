package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a claim moves from state to state. */
public final class ClaimRules {

    /** A claim in its new state, and the payments to credit. */
    public record Change(Claim next, List<Payment> payments) {
        public Change {
            payments = List.copyOf(payments);
        }
    }

    /** What a verdict changes; empty while the claim waits, or when it is settled as the verdict says. */
    public static Optional<Change> settle(Claim claim, Verdict verdict) {
        if (isSettled(claim)) return Optional.empty();
        return switch (verdict) {
            case Verdict.WaitsForChain ignored -> Optional.empty();
            case Verdict.WaitsForTransaction ignored -> Optional.empty();
            case Verdict.WaitsForDepth ignored -> Optional.empty();
            case Verdict.WaitsForFinality ignored -> Optional.empty();
            case Verdict.Valid(List<Payment> payments, Set<Deviation> deviations) ->
                Optional.of(new Change(claim.becomeValid(deviations), payments));
            case Verdict.Unsupported ignored ->
                Optional.of(new Change(claim.become(ClaimState.UNSUPPORTED, null), List.of()));
            case Verdict.Invalid(Reason reason) ->
                Optional.of(new Change(claim.become(ClaimState.INVALID, reason), List.of()));
        };
    }

    /**
     * When to look at a claim again that waits.
     *
     * @param seen where its transaction is, or null while it is in no agreed block
     */
    public static Look nextLook(Claim claim, @Nullable Sighting seen, VerdictRules.Policy policy) {
        if (isSettled(claim)) return new Look.WhenItsTransactionMoves();
        if (seen != null) return Look.at(seen.height(), seen.finality());
        boolean expires = claim.state() == ClaimState.PENDING && claim.madeAtHeight() >= 0;
        return expires
                ? new Look.AtHead(claim.madeAtHeight() + policy.deadlineBlocks())
                : new Look.WhenItsTransactionMoves();
    }

    /** Nothing but a reorganisation changes it any more. A claim that expired may still see its transaction come: late. */
    private static boolean isSettled(Claim claim) {
        return switch (claim.state()) {
            case VALID, UNSUPPORTED -> true;
            case INVALID -> !claim.isExpired();
            case PENDING, REVERSED -> false;
        };
    }

    /** The block that the claim was judged by is no longer of the chain: credited money is taken back, a refusal is off. */
    public static Claim takeBack(Claim claim) {
        return switch (claim.state()) {
            case VALID -> claim.become(ClaimState.REVERSED, null);
            case INVALID -> claim.isExpired() ? claim : claim.become(ClaimState.PENDING, null);
            case UNSUPPORTED -> claim.become(ClaimState.PENDING, null);
            case PENDING, REVERSED -> claim;
        };
    }

    /** The same claim is made again: one that expired starts over, any other stays as it is. */
    public static Optional<Claim> again(Claim claim, long atHeight) {
        return claim.isExpired() ? Optional.of(claim.startOver(atHeight)) : Optional.empty();
    }

    private ClaimRules() {}
}
