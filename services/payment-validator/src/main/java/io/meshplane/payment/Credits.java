package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.CreditTable.Credit;
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
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

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
            Wallets wallets,
            Journal journal) {
        Account payer = wallets.payerOf(payment);
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
            journal.add(PaymentNotices.credited(payment, payer, credit.generation(), evidence));
            count(payer.equals(Account.SUSPENSE) ? "suspense" : "node");
            return postings.post(tx, List.of(transfer(credit, cause))).replaceWith(payer);
        });
    }

    /** Takes back what stands of a transaction. */
    Uni<Void> takeBack(Books.Transaction tx, long chainId, Hash32 transaction, Journal journal) {
        return tx.credits()
                .takeBack(chainId, transaction)
                .flatMap(credits -> Books.inOrder(credits, credit -> {
                    journal.add(PaymentNotices.reversed(credit));
                    count("reversed");
                    return postings.post(tx, List.of(reversal(credit)));
                }));
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
