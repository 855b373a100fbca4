package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.CreditTable.Credit;
import io.meshplane.payment.adapter.db.CreditTable.Identity;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Wallets;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Credits each payment once, to whoever the proof says sent it, and takes credits back when the chain does. */
@ApplicationScoped
public class Credits {
    private static final Logger LOG = Logger.getLogger(Credits.class);

    private final Postings postings;
    private final Payees payees;
    private final MeterRegistry meters;

    Credits(Postings postings, Payees payees, MeterRegistry meters) {
        this.postings = postings;
        this.payees = payees;
        this.meters = meters;
    }

    /**
     * What is known before a batch of payments is credited.
     *
     * @param standing whom a payment is credited to already; grows with what is credited
     */
    record Opened(Map<Identity, Account> standing, Wallets wallets) {
        /** Each payment is then credited, or marked as looked at because it is. */
        static Opened knowingNothing(Wallets wallets) {
            return new Opened(new HashMap<>(), wallets);
        }
    }

    /** Looks up once for all payments of a batch which of them have credit. */
    Uni<Opened> opened(Books.Transaction tx, long chainId, List<Payment> payments, Wallets wallets) {
        if (payments.isEmpty()) return Uni.createFrom().item(Opened.knowingNothing(wallets));
        List<Hash32> transactions =
                payments.stream().map(Payment::transactionHash).distinct().toList();
        return tx.credits()
                .standing(chainId, transactions)
                .map(standing -> new Opened(new HashMap<>(standing), wallets));
    }

    /**
     * Credits a payment unless its credit stands already.
     *
     * @param cause what led to it: a claim's id, or the payment itself where nobody claimed it
     * @return whom it is credited to, now or before
     */
    Uni<Account> credit(
            Books.Transaction tx,
            Payment payment,
            String cause,
            Optional<Evidence> evidence,
            Opened opened,
            Journal journal) {
        @Nullable Account before = opened.standing().get(Identity.of(payment));
        if (before != null) return Uni.createFrom().item(before);
        Account payer = opened.wallets().payerOf(payment);
        Account counterpart = payees.isCommunity(payment.payee()) ? Account.COMMUNITY : Account.TREASURY;
        return tx.credits().credit(payment, payer, counterpart).flatMap(generation -> {
            if (generation.isEmpty()) return tx.credits().creditedTo(payment);
            if (payer.equals(Account.SUSPENSE)) {
                LOG.warnf(
                        "a payment has no known payer, it waits in suspense network=%s transaction=%s",
                        payment.network(), payment.transactionHash());
            }
            Credit credit = new Credit(
                    payment.chainId(),
                    payment.transactionHash(),
                    payment.logIndex(),
                    generation.getAsInt(),
                    payment.network(),
                    payer,
                    counterpart,
                    payment.asset(),
                    payment.amount());
            opened.standing().put(Identity.of(payment), payer);
            journal.add(PaymentNotices.credited(payment, payer, credit.generation(), evidence));
            journal.add(transfer(credit, cause));
            count(payer.equals(Account.SUSPENSE) ? "suspense" : "node");
            return Uni.createFrom().item(payer);
        });
    }

    /** The end of a transaction: posts its transfers, all at once, and writes what it will tell. */
    Uni<Void> write(Books.Transaction tx, Journal journal, Instant at) {
        return postings.post(tx, journal.transfers()).chain(() -> journal.write(tx, at));
    }

    /** Takes back what stands of a transaction. */
    Uni<Void> takeBack(Books.Transaction tx, long chainId, Hash32 transaction, Journal journal) {
        return tx.credits()
                .takeBack(chainId, transaction)
                .invoke(credits -> credits.forEach(credit -> {
                    journal.add(PaymentNotices.reversed(credit));
                    journal.add(reversal(credit));
                    count("reversed");
                }))
                .replaceWithVoid();
    }

    private void count(String outcome) {
        meters.counter("payment.credits", "outcome", outcome).increment();
    }

    private static Transfer transfer(Credit credit, String cause) {
        String id = EventId.derivedFrom(
                        "payment",
                        Long.toString(credit.chainId()),
                        credit.transaction().toString(),
                        Integer.toString(credit.logIndex()),
                        Integer.toString(credit.generation()))
                .value();
        return new Transfer(
                id,
                credit.network(),
                credit.counterpart(),
                credit.account(),
                credit.amount(),
                credit.asset(),
                credit.counterpart().equals(Account.COMMUNITY) ? TransferCode.COMMUNITY : TransferCode.PAYMENT,
                cause);
    }

    private static Transfer reversal(Credit credit) {
        Transfer original = transfer(credit, "");
        return original.reversal(EventId.derivedFrom("reversal", original.id()).value());
    }
}
