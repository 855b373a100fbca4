package io.meshplane.payment;

import com.google.protobuf.ByteString;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.AuditJudged;
import io.meshplane.contracts.event.ClaimMade;
import io.meshplane.contracts.event.DebtCrossed;
import io.meshplane.contracts.event.DivergenceCause;
import io.meshplane.contracts.event.DivergenceSeen;
import io.meshplane.contracts.event.TransferCode;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.VerdictReached;
import io.meshplane.contracts.event.VerdictState;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.adapter.db.DebtTable;
import io.meshplane.payment.adapter.db.DebtTable.Debtor;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Audit;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.settlement.DebtStage;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.DivergenceRules.Report;
import io.meshplane.platform.event.Event;
import java.math.BigInteger;
import java.time.Instant;
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
                .addAllSupportingNodes(block.supporters())
                .setFinality(block.finality().toString()));
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

    /** A debtor crossed a threshold, in either direction. */
    static Event<DebtCrossed> crossed(Debtor debtor, DebtStage before, DebtTable.Row now, BigInteger position) {
        DebtCrossed value = DebtCrossed.newBuilder()
                .setNetworkId(debtor.network().value())
                .setNodeId(debtor.node().value())
                .setAsset(debtor.asset().toString())
                .setStage(stage(now.stage()))
                .setBefore(stage(before))
                .setBalance(position.toString())
                .setRevision(now.revision())
                .build();
        String key = debtor.network() + "/" + debtor.node();
        EventId id = EventId.derivedFrom("debt", key, value.getAsset(), Long.toString(now.revision()));
        return new Event<>(Topics.DEBTS, key, id, value);
    }

    private static io.meshplane.contracts.event.DebtStage stage(DebtStage stage) {
        return io.meshplane.contracts.event.DebtStage.valueOf("DEBT_STAGE_" + stage.name());
    }

    /** The audit of a network's books changed its mind. */
    static Event<AuditJudged> judged(NetworkId network, Audit audit, long revision) {
        AuditJudged value = AuditJudged.newBuilder()
                .setNetworkId(network.value())
                .setSound(audit.isSound())
                .setDriftingBalances(audit.driftingBalances())
                .addAllUnbalancedAssets(audit.unbalanced())
                .setRevision(revision)
                .build();
        EventId id = EventId.derivedFrom("audit", network.value(), Long.toString(revision));
        return new Event<>(Topics.AUDITS, network.value(), id, value);
    }

    /** The ends of a direction disagree. */
    static Event<DivergenceSeen> diverged(Direction direction, Report report, EventId cause) {
        DivergenceSeen.Builder value = divergence(direction)
                .setCause(DivergenceCause.valueOf(
                        "DIVERGENCE_CAUSE_" + report.cause().name()))
                .setSellerBytes(report.period().sellerBytes().toString())
                .setBuyerBytes(report.period().buyerBytes().toString())
                .setAttestedBytes(report.period().attestedBytes().toString())
                .setFromMs(report.from().toEpochMilli())
                .setToMs(report.to().toEpochMilli());
        return divergence(direction, value, cause);
    }

    /** They agree again. */
    static Event<DivergenceSeen> agreed(Direction direction, Instant now, EventId cause) {
        return divergence(direction, divergence(direction).setToMs(now.toEpochMilli()), cause);
    }

    private static DivergenceSeen.Builder divergence(Direction direction) {
        return DivergenceSeen.newBuilder()
                .setNetworkId(direction.network().value())
                .setSellerNodeId(direction.seller().value())
                .setBuyerNodeId(direction.buyer());
    }

    private static Event<DivergenceSeen> divergence(Direction direction, DivergenceSeen.Builder value, EventId cause) {
        EventId id = EventId.derivedFrom(
                "divergence", cause.value(), direction.seller().value());
        String key = direction.network() + "/" + direction.seller() + "/" + direction.buyer();
        return new Event<>(Topics.DIVERGENCES, key, id, value.build());
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
