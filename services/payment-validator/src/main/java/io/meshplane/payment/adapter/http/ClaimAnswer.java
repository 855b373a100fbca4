package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.payment.ClaimFlow.Status;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Reason;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim as its node and operators see it.
 *
 * @param state PENDING, VALID, INVALID or REVERSED
 * @param reason why it is INVALID, for programs; {@code detail} says it for people
 * @param waitsFor while it is PENDING or REVERSED
 * @param evidence the agreed block that holds the transaction, once there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimAnswer(
        String claimId,
        String nodeId,
        long chainId,
        String transactionHash,
        String state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable WaitsFor waitsFor,
        @Nullable Evidence evidence,
        List<PaymentAnswer> payments) {

    /**
     * What is missing.
     *
     * @param what TRANSACTION: it is in no agreed block yet; CONFIRMATIONS: too few blocks are on top of it; CHAIN: its chain is
     *     not followed any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WaitsFor(
            String what,
            @Nullable Long confirmations,
            @Nullable Integer needed) {}

    /** Where the transaction is, and which full nodes agree on that block. */
    public record Evidence(long height, String blockHash, List<String> supportingNodes) {}

    /** A proven transfer; the amount in base units of the asset. */
    public record PaymentAnswer(int logIndex, String payer, String payee, String amount, String asset) {
        static PaymentAnswer of(Payment payment) {
            return new PaymentAnswer(
                    payment.logIndex(),
                    payment.payer().toString(),
                    payment.payee().toString(),
                    payment.amount().toString(),
                    payment.asset().toString());
        }
    }

    static ClaimAnswer of(Status status) {
        Claim claim = status.claim();
        Reason reason = claim.reason();
        List<Payment> payments = status.seen().map(Sighting::payments).orElse(List.of());
        return new ClaimAnswer(
                claim.id(),
                claim.node().value(),
                claim.chainId(),
                claim.transactionHash().toString(),
                claim.state().name(),
                reason == null ? null : reason.name(),
                reason == null ? null : reason.inWords(),
                waitsFor(claim, status.verdict()),
                status.evidence()
                        .map(block ->
                                new Evidence(block.height(), block.blockHash().toString(), block.supporters()))
                        .orElse(null),
                payments.stream()
                        .filter(payment -> payment.network().equals(claim.network()))
                        .map(PaymentAnswer::of)
                        .toList());
    }

    private static @Nullable WaitsFor waitsFor(Claim claim, Verdict verdict) {
        if (claim.state() == ClaimState.VALID || claim.state() == ClaimState.INVALID) return null;
        return switch (verdict) {
            case Verdict.WaitsForChain ignored -> new WaitsFor("CHAIN", null, null);
            case Verdict.WaitsForTransaction ignored -> new WaitsFor("TRANSACTION", null, null);
            case Verdict.WaitsForDepth(long depth, int needed) -> new WaitsFor("CONFIRMATIONS", depth, needed);
            // judged in a moment
            case Verdict.Valid ignored -> null;
            case Verdict.Invalid ignored -> null;
        };
    }
}
