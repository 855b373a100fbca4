package io.meshplane.payment;

import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.DebtTable;
import io.meshplane.payment.adapter.db.DebtTable.Debtor;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.settlement.DebtPolicy;
import io.meshplane.payment.domain.settlement.DebtRules;
import io.meshplane.payment.domain.settlement.DebtStage;
import io.meshplane.platform.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whatever moves money does it here: transfers, balances, debts and the events of both in the transaction of the cause. So whoever
 * tops up is set free with the very credit.
 */
@ApplicationScoped
class Postings {
    private static final Comparator<Debtor> ORDER = Comparator.comparing(
                    (Debtor debtor) -> debtor.network().value())
            .thenComparing(debtor -> debtor.node().value())
            .thenComparing(debtor -> debtor.asset().toString());

    private final DebtPolicy policy;
    private final MeterRegistry meters;

    Postings(DebtPolicy policy, MeterRegistry meters) {
        this.policy = policy;
        this.meters = meters;
    }

    /** Posts what is not posted yet; call it once a transaction, since it locks balances in an order of its own. */
    Uni<Void> post(Books.Transaction tx, List<Transfer> transfers) {
        if (transfers.isEmpty()) return Uni.createFrom().voidItem();
        return tx.ledger().post(transfers).flatMap(added -> {
            List<Transfer> fresh = transfers.stream()
                    .filter(transfer -> added.contains(transfer.id()))
                    .toList();
            List<Event<?>> events = new ArrayList<>();
            fresh.forEach(transfer -> events.add(PaymentEvents.posted(transfer)));
            return Books.inOrder(debtors(fresh), debtor -> look(tx, debtor, events))
                    .chain(() -> tx.stage(events));
        });
    }

    private static List<Debtor> debtors(List<Transfer> transfers) {
        return transfers.stream()
                .flatMap(transfer -> Stream.of(transfer.debit(), transfer.credit())
                        .flatMap(account -> account.node().stream())
                        .map(node -> new Debtor(transfer.network(), node, transfer.asset())))
                .distinct()
                .sorted(ORDER)
                .toList();
    }

    private Uni<Void> look(Books.Transaction tx, Debtor debtor, List<Event<?>> events) {
        return tx.debts()
                .lock(debtor)
                .flatMap(before -> tx.debts().position(debtor).flatMap(position -> {
                    DebtStage stage = DebtRules.judge(before.stage(), position, policy);
                    if (stage == before.stage()) return Uni.createFrom().voidItem();
                    DebtTable.Row next = new DebtTable.Row(stage, before.revision() + 1);
                    events.add(PaymentEvents.crossed(debtor, before.stage(), next, position));
                    meters.counter(
                                    "payment.debts.crossed",
                                    "stage",
                                    stage.name().toLowerCase(Locale.ROOT))
                            .increment();
                    return tx.debts().keep(debtor, next).replaceWithVoid();
                }));
    }
}
