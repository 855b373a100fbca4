package io.meshplane.payment.adapter.db;

import io.meshplane.payment.domain.ledger.Transfer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;

/** A batch of transfers as the one parameter of a statement; amounts as strings, so that no reader rounds them. */
final class TransferJson {
    static String of(List<Transfer> transfers) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Transfer transfer : transfers) {
            rows.add(Json.createObjectBuilder()
                    .add("id", transfer.id())
                    .add("network", transfer.network().value())
                    .add("debit", transfer.debit().name())
                    .add("credit", transfer.credit().name())
                    .add("amount", transfer.amount().toString())
                    .add("asset", transfer.asset().toString())
                    .add("code", transfer.code().name())
                    .add("cause", transfer.causeId()));
        }
        return rows.build().toString();
    }

    private TransferJson() {}
}
