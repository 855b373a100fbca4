package io.meshplane.payment;

import com.google.protobuf.ByteString;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.ClaimMade;
import io.meshplane.contracts.event.TransferCode;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.VerdictReached;
import io.meshplane.contracts.event.VerdictState;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.platform.event.Event;
import java.util.Optional;

/** What happened to claims and money, as events of the contract. */
final class PaymentEvents {
    private static final String NODE_ACCOUNT = "node:";

    static Event<ClaimMade> made(Claim claim) {
        ClaimMade value = ClaimMade.newBuilder()
                .setClaimId(claim.id())
                .setNetworkId(claim.network().value())
                .setNodeId(claim.node().value())
                .setChainId(claim.chainId())
                .setTransactionHash(bytes(claim.transactionHash()))
                .build();
        return new Event<>(Topics.CLAIMS, key(claim), new EventId(claim.id()), value);
    }

    /** A verdict that names no payment: refused, or taken back. */
    static Event<VerdictReached> verdict(Claim claim, Optional<Evidence> evidence) {
        return verdict(claim, verdict(claim), evidence, "");
    }

    /** A payment that the claim points at counts. */
    static Event<VerdictReached> verdict(Claim claim, Payment payment, Account credited, Optional<Evidence> evidence) {
        VerdictReached.Builder value = verdict(claim)
                .setAmount(payment.amount().toString())
                .setAsset(payment.asset().toString())
                .setLogIndex(payment.logIndex());
        if (credited.name().startsWith(NODE_ACCOUNT)) {
            value.setPayerNodeId(credited.name().substring(NODE_ACCOUNT.length()));
        }
        return verdict(claim, value, evidence, Integer.toString(payment.logIndex()));
    }

    private static VerdictReached.Builder verdict(Claim claim) {
        return VerdictReached.newBuilder()
                .setClaimId(claim.id())
                .setNetworkId(claim.network().value())
                .setChainId(claim.chainId())
                .setTransactionHash(bytes(claim.transactionHash()))
                .setState(state(claim.state()))
                .setReason(claim.reason() == null ? "" : claim.reason().name());
    }

    private static Event<VerdictReached> verdict(
            Claim claim, VerdictReached.Builder value, Optional<Evidence> evidence, String part) {
        evidence.ifPresent(block -> value.setBlockHeight(block.height())
                .setBlockHash(bytes(block.blockHash()))
                .addAllSupportingNodes(block.supporters()));
        EventId id = EventId.derivedFrom(
                "verdict",
                claim.id(),
                Integer.toString(claim.revision()),
                value.getState().name(),
                value.getReason(),
                part);
        return new Event<>(Topics.VERDICTS, key(claim), id, value.build());
    }

    static Event<TransferPosted> posted(Transfer transfer) {
        TransferPosted value = TransferPosted.newBuilder()
                .setTransferId(transfer.id())
                .setNetworkId(transfer.network().value())
                .setDebitAccount(transfer.debit().name())
                .setCreditAccount(transfer.credit().name())
                .setAmount(transfer.amount().toString())
                .setAsset(transfer.asset().toString())
                .setCode(code(transfer.code()))
                .setCauseId(transfer.causeId())
                .build();
        String key = transfer.network() + "/" + transfer.debit();
        return new Event<>(Topics.LEDGER, key, new EventId(transfer.id()), value);
    }

    private static VerdictState state(ClaimState state) {
        return switch (state) {
            case PENDING -> VerdictState.VERDICT_STATE_PENDING;
            case VALID -> VerdictState.VERDICT_STATE_VALID;
            case INVALID -> VerdictState.VERDICT_STATE_INVALID;
            case REVERSED -> VerdictState.VERDICT_STATE_REVERSED;
            case UNSUPPORTED -> VerdictState.VERDICT_STATE_UNSUPPORTED;
        };
    }

    private static TransferCode code(io.meshplane.payment.domain.ledger.TransferCode code) {
        return switch (code) {
            case USAGE -> TransferCode.TRANSFER_CODE_USAGE;
            case PAYMENT -> TransferCode.TRANSFER_CODE_PAYMENT;
            case REVERSAL -> TransferCode.TRANSFER_CODE_REVERSAL;
            case CAP -> TransferCode.TRANSFER_CODE_CAP;
            case ALLOWANCE -> TransferCode.TRANSFER_CODE_ALLOWANCE;
            case CORRECTION -> TransferCode.TRANSFER_CODE_CORRECTION;
            case ADJUSTMENT -> TransferCode.TRANSFER_CODE_ADJUSTMENT;
            case COMMUNITY -> TransferCode.TRANSFER_CODE_COMMUNITY;
        };
    }

    private static String key(Claim claim) {
        return claim.chainId() + ":" + claim.transactionHash();
    }

    private static ByteString bytes(Hash32 hash) {
        return ByteString.copyFrom(hash.bytes().toArray());
    }

    private PaymentEvents() {}
}
