package io.meshplane.payment.adapter.db;

import io.meshplane.payment.domain.chain.InclusionProof;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.meshplane.payment.domain.chain.ScannedBlock.ScannedTransaction;
import io.meshplane.payment.domain.claim.Look;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Base64;

/** The rows of a block as the one parameter of a statement: a block of a thousand transactions is as many statements as an empty one. */
final class BlockRowsJson {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    static String transactions(ScannedBlock block) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (ScannedTransaction each : block.transactions()) {
            rows.add(Json.createObjectBuilder()
                    .add("tx", each.hash().toString())
                    .add("finding", each.finding().name())
                    .add("finality", each.finality().toString()));
        }
        return rows.build().toString();
    }

    /** In the order of the block, which their numbers are to have. */
    static String payments(ScannedBlock block) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        int place = 0;
        for (ScannedTransaction transaction : block.transactions()) {
            Look look = Look.at(block.height(), transaction.finality());
            for (Payment payment : transaction.payments())
                rows.add(row(payment, look).add("place", place++));
        }
        return rows.build().toString();
    }

    private static JsonObjectBuilder row(Payment payment, Look look) {
        JsonObjectBuilder row = Json.createObjectBuilder()
                .add("tx", payment.transactionHash().toString())
                .add("log", payment.logIndex())
                .add("network", payment.network().value())
                .add("payer", payment.payer().toLowerHex())
                .add("payee", payment.payee().toLowerHex())
                .add("asset", payment.asset().toString())
                .add("amount", payment.amount().toString());
        return switch (look) {
            case Look.AtHead(long height) -> row.add("head", height);
            case Look.AtFinalized(long height) -> row.add("final", height);
            case Look.WhenItsTransactionMoves ignored -> row;
        };
    }

    /** Of those that have one. */
    static String proofs(ScannedBlock block) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (ScannedTransaction each : block.transactions()) {
            each.proof().ifPresent(proof -> rows.add(row(each, proof)));
        }
        return rows.build().toString();
    }

    private static JsonObjectBuilder row(ScannedTransaction transaction, InclusionProof proof) {
        return Json.createObjectBuilder()
                .add("tx", transaction.hash().toString())
                .add("position", proof.position())
                .add("transactions", BASE64.encodeToString(TrieNodes.packed(proof.transactionNodes())))
                .add("receipts", BASE64.encodeToString(TrieNodes.packed(proof.receiptNodes())));
    }

    private BlockRowsJson() {}
}
