package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.payment.ClaimQueries.Status;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Expectation;
import io.meshplane.payment.domain.claim.Reason;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Wait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim as its node and operators see it.
 *
 * @param state PENDING, VALID, INVALID, REVERSED or UNSUPPORTED
 * @param reason why it is INVALID, for programs; {@code detail} says it for people
 * @param deviations of a VALID payment from what was expected: PARTIAL, OVER, LATE, OTHER_ASSET
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
        List<String> deviations,
        @Nullable Expected expected,
        @Nullable WaitsFor waitsFor,
        @Nullable Evidence evidence,
        List<PaymentAnswer> payments) {

    /**
     * What is missing.
     *
     * @param what TRANSACTION: it is in no agreed block yet; CONFIRMATIONS: too few blocks are on top of it; FINALITY: no quorum of full
     *     nodes calls its block final yet; CHAIN: its chain is
     *     not followed any more; NODES_DISAGREE, HALTED, UNSUPPORTED_CHAIN: nothing is decided on the whole chain, see
     *     {@code GET /v1/chain}
     * @param height FINALITY: of its block
     * @param finalizedHeight FINALITY: the newest that a quorum calls final; absent while there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WaitsFor(
            String what,
            @Nullable Long confirmations,
            @Nullable Integer needed,
            @Nullable Long height,
            @Nullable Long finalizedHeight) {
        private static WaitsFor only(String what) {
            return new WaitsFor(what, null, null, null, null);
        }

        static WaitsFor of(Wait wait) {
            return switch (wait) {
                case Wait.ForChain ignored -> only("CHAIN");
                case Wait.ForTransaction ignored -> only("TRANSACTION");
                case Wait.ForConfirmations(long have, int needed) ->
                    new WaitsFor("CONFIRMATIONS", have, needed, null, null);
                case Wait.ForFinality(long height, long finalized) ->
                    new WaitsFor("FINALITY", null, null, height, finalized < 0 ? null : finalized);
                case Wait.ForTheChainToGoOn(Wait.Standstill why) -> only(why.name());
            };
        }
    }

    /**
     * What the claimant meant to pay.
     *
     * @param amount in base units, decimal
     * @param asset that the amount is of; without it, whatever was paid
     * @param dueHeight the last block in which the payment is in time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Expected(
            @Nullable String amount,
            @Nullable String asset,
            @Nullable Long dueHeight) {
        static @Nullable Expected of(Expectation expected) {
            if (expected.equals(Expectation.NONE)) return null;
            return new Expected(
                    expected.amount() == null ? null : expected.amount().toString(),
                    expected.asset() == null ? null : expected.asset().toString(),
                    expected.dueHeight());
        }
    }

    /**
     * Where the transaction is, and which full nodes agree on that block.
     *
     * @param finality what was asked of it when its proof was seen: a number of blocks on top, or finalized
     */
    public record Evidence(long height, String blockHash, List<String> supportingNodes, String finality) {}

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
                detail(claim),
                claim.deviations().stream().map(Enum::name).sorted().toList(),
                Expected.of(claim.expected()),
                status.waitsFor().map(WaitsFor::of).orElse(null),
                status.evidence()
                        .map(block -> new Evidence(
                                block.height(),
                                block.blockHash().toString(),
                                block.supporters(),
                                block.finality().toString()))
                        .orElse(null),
                payments.stream()
                        .filter(payment -> payment.network().equals(claim.network()))
                        .map(PaymentAnswer::of)
                        .toList());
    }

    private static @Nullable String detail(Claim claim) {
        if (claim.state() == ClaimState.UNSUPPORTED) {
            return "a contract ran and logged no payment to this network; coin that moves inside a call cannot be proven";
        }
        return claim.reason() == null ? null : claim.reason().inWords();
    }
}
