package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import java.util.List;
import java.util.Optional;

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
        if (claim.state() == ClaimState.VALID || claim.state() == ClaimState.INVALID) return Optional.empty();
        return switch (verdict) {
            case Verdict.WaitsForChain ignored -> Optional.empty();
            case Verdict.WaitsForTransaction ignored -> Optional.empty();
            case Verdict.WaitsForDepth ignored -> Optional.empty();
            case Verdict.Valid(List<Payment> payments) ->
                Optional.of(new Change(claim.become(ClaimState.VALID, null), payments));
            case Verdict.Invalid(Reason reason) ->
                Optional.of(new Change(claim.become(ClaimState.INVALID, reason), List.of()));
        };
    }

    /** The block that the claim was judged by is no longer of the chain: credited money is taken back, a refusal is off. */
    public static Claim takeBack(Claim claim) {
        return switch (claim.state()) {
            case VALID -> claim.become(ClaimState.REVERSED, null);
            case INVALID -> claim.become(ClaimState.PENDING, null);
            case PENDING, REVERSED -> claim;
        };
    }

    /** The same claim is made again: one that expired starts over, any other stays as it is. */
    public static Optional<Claim> again(Claim claim, long atHeight) {
        return claim.reason() == Reason.EXPIRED ? Optional.of(claim.startOver(atHeight)) : Optional.empty();
    }

    private ClaimRules() {}
}
