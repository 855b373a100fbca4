package io.meshplane.payment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.db.CreditTable.Credit;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.notice.Notice;
import io.meshplane.payment.domain.notice.Notice.Kind;
import java.util.List;
import java.util.Optional;

/** Notices with their JSON ({@code docs/webhooks.md}). Amounts are decimal strings. */
final class PaymentNotices {
    static Notice verdict(Claim claim, List<Payment> payments, Optional<Evidence> evidence) {
        ObjectNode body = object(claim.chainId(), claim.transactionHash())
                .put("claimId", claim.id())
                .put("nodeId", claim.node().value())
                .put("state", claim.state().name())
                .put("revision", claim.revision());
        if (claim.reason() != null) body.put("reason", claim.reason().name());
        ArrayNode deviations = body.putArray("deviations");
        claim.deviations().stream().map(Enum::name).sorted().forEach(deviations::add);
        block(body, evidence);
        ArrayNode paid = body.putArray("payments");
        payments.forEach(payment -> describe(paid.addObject(), payment));
        return new Notice(
                claim.network(),
                claim.node().value(),
                key(claim.chainId(), claim.transactionHash()),
                Kind.VERDICT_CHANGED,
                body.toString());
    }

    static Notice credited(Payment payment, Account account, int generation, Optional<Evidence> evidence) {
        ObjectNode body = object(payment.chainId(), payment.transactionHash())
                .put("account", account.name())
                .put("generation", generation);
        describe(body, payment);
        block(body, evidence);
        return new Notice(
                payment.network(),
                "",
                key(payment.chainId(), payment.transactionHash()),
                Kind.PAYMENT_CREDITED,
                body.toString());
    }

    static Notice reversed(Credit credit) {
        ObjectNode body = object(credit.chainId(), credit.transaction())
                .put("logIndex", credit.logIndex())
                .put("account", credit.account().name())
                .put("generation", credit.generation())
                .put("amount", credit.amount().toString())
                .put("asset", credit.asset().toString());
        return new Notice(
                credit.network(),
                "",
                key(credit.chainId(), credit.transaction()),
                Kind.PAYMENT_REVERSED,
                body.toString());
    }

    private static ObjectNode object(long chainId, Hash32 transaction) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("chainId", chainId)
                .put("transactionHash", transaction.toString());
    }

    private static void describe(ObjectNode body, Payment payment) {
        body.put("logIndex", payment.logIndex())
                .put("payer", payment.payer().toString())
                .put("payee", payment.payee().toString())
                .put("amount", payment.amount().toString())
                .put("asset", payment.asset().toString());
    }

    private static void block(ObjectNode body, Optional<Evidence> evidence) {
        evidence.ifPresent(block -> body.put("height", block.height())
                .put("blockHash", block.blockHash().toString())
                .put("finality", block.finality().toString()));
    }

    private static String key(long chainId, Hash32 transaction) {
        return chainId + ":" + transaction;
    }

    private PaymentNotices() {}
}
