package io.meshplane.payment;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.adapter.db.ClaimTable.Credit;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.ClaimRules.Change;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.meshplane.payment.domain.claim.Wallets;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.platform.identity.NodeDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Claims that the index decides become verdicts and credits; blocks that fall take them back. */
@ApplicationScoped
public class Settlement {
    private static final int CLAIMS_PER_TRANSACTION = 200;
    private static final Logger LOG = Logger.getLogger(Settlement.class);

    private final Books books;
    private final VerdictRules.Policy policy;
    private final NodeDirectory nodes;
    private final StateTopics stateTopics;
    private final MeterRegistry meters;

    Settlement(
            Books books,
            VerdictRules.Policy policy,
            NodeDirectory nodes,
            StateTopics stateTopics,
            MeterRegistry meters) {
        this.books = books;
        this.policy = policy;
        this.nodes = nodes;
        this.stateTopics = stateTopics;
        this.meters = meters;
    }

    /** Settles what can be settled now, in bounded transactions. */
    public Uni<Void> settleAll() {
        // while the directory is still being read, a payer would look like nobody
        if (!stateTopics.behind().isEmpty()) return Uni.createFrom().voidItem();
        return books.inTransaction(tx -> tx.chain()
                        .lockCursor(policy.chainId())
                        .flatMap(cursor -> cursor.map(at -> settle(tx, at))
                                .orElseGet(() -> Uni.createFrom().item(0))))
                .flatMap(settled ->
                        settled < CLAIMS_PER_TRANSACTION ? Uni.createFrom().voidItem() : settleAll());
    }

    private Uni<Integer> settle(Books.Transaction tx, Cursor cursor) {
        long head = cursor.height();
        return tx.claims()
                .ripe(policy.chainId(), head - policy.depth(), head - policy.deadlineBlocks(), CLAIMS_PER_TRANSACTION)
                .flatMap(claims -> {
                    if (claims.isEmpty()) return Uni.createFrom().item(0);
                    Wallets wallets = wallets();
                    return Books.inOrder(claims, claim -> settle(tx, claim, head, wallets))
                            .replaceWith(claims.size());
                });
    }

    private Uni<Void> settle(Books.Transaction tx, Claim claim, long head, Wallets wallets) {
        return tx.chain().sighting(claim.chainId(), claim.transactionHash()).flatMap(seen -> {
            Optional<Change> change =
                    ClaimRules.settle(claim, VerdictRules.judge(claim, seen.orElse(null), head, policy));
            if (change.isEmpty()) return Uni.createFrom().voidItem();
            return evidence(tx, seen).flatMap(evidence -> commit(tx, change.get(), evidence, wallets));
        });
    }

    private Uni<Optional<Evidence>> evidence(Books.Transaction tx, Optional<Sighting> seen) {
        return seen.map(at -> tx.chain().evidence(policy.chainId(), at.height()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> commit(Books.Transaction tx, Change change, Optional<Evidence> evidence, Wallets wallets) {
        Claim next = change.next();
        List<Event<?>> events = new ArrayList<>();
        if (change.payments().isEmpty()) events.add(PaymentEvents.verdict(next, evidence));
        return Books.inOrder(
                        change.payments(),
                        payment -> credit(tx, next, payment, wallets, events)
                                .invoke(credited ->
                                        events.add(PaymentEvents.verdict(next, payment, credited, evidence)))
                                .replaceWithVoid())
                .chain(() -> tx.claims().change(next))
                .chain(() -> tx.stage(events))
                .invoke(() -> count(next));
    }

    /** Credits a payment unless its credit stands already; whom it is credited to. */
    private Uni<Account> credit(
            Books.Transaction tx, Claim claim, Payment payment, Wallets wallets, List<Event<?>> events) {
        Account payer = wallets.payerOf(payment);
        return tx.claims().credit(payment, payer).flatMap(generation -> {
            if (generation.isEmpty()) return tx.claims().creditedTo(payment);
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
                    payment.asset(),
                    payment.amount());
            return post(tx, transfer(credit, claim.id()), events).replaceWith(payer);
        });
    }

    private static Uni<Void> post(Books.Transaction tx, Transfer transfer, List<Event<?>> events) {
        return tx.ledger()
                .post(transfer)
                .invoke(posted -> {
                    if (posted) events.add(PaymentEvents.posted(transfer));
                })
                .replaceWithVoid();
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
                Account.TREASURY,
                credit.account(),
                credit.amount(),
                credit.asset(),
                TransferCode.PAYMENT,
                cause);
    }

    /** Takes back what was decided by a transaction whose block is no longer of the chain. */
    Uni<Void> takeBack(Books.Transaction tx, Hash32 transaction) {
        List<Event<?>> events = new ArrayList<>();
        return tx.claims()
                .takeBack(policy.chainId(), transaction)
                .flatMap(credits -> Books.inOrder(credits, credit -> post(tx, reversal(credit), events)))
                .chain(() -> tx.claims().ofTransaction(policy.chainId(), transaction))
                .flatMap(claims -> Books.inOrder(claims, claim -> takeBack(tx, claim, events)))
                .chain(() -> tx.stage(events));
    }

    private static Transfer reversal(Credit credit) {
        Transfer original = transfer(credit, "");
        return original.reversal(EventId.derivedFrom("reversal", original.id()).value());
    }

    private Uni<Void> takeBack(Books.Transaction tx, Claim claim, List<Event<?>> events) {
        Claim next = ClaimRules.takeBack(claim);
        if (next.equals(claim)) return Uni.createFrom().voidItem();
        events.add(PaymentEvents.verdict(next, Optional.empty()));
        count(next);
        return tx.claims().change(next);
    }

    private void count(Claim claim) {
        String reason = claim.reason() == null ? "none" : ClaimFlow.tag(claim.reason());
        meters.counter("payment.verdicts", "outcome", ClaimFlow.tag(claim.state()), "reason", reason)
                .increment();
    }

    private Wallets wallets() {
        List<Wallets.Registered> registered = new ArrayList<>();
        for (NodeRegistered node : nodes.all()) {
            if (node.getRevoked() || node.getPaymentAddress().isEmpty()) continue;
            try {
                registered.add(new Wallets.Registered(
                        new NodeId(node.getNodeId()),
                        new Wallets.Wallet(
                                new NetworkId(node.getNetworkId()), Address.parse(node.getPaymentAddress()))));
            } catch (MalformedChainDataException | IllegalArgumentException e) {
                LOG.debugf("a payment address cannot be read node=%s failure=%s", node.getNodeId(), e.getMessage());
            }
        }
        return Wallets.of(registered);
    }
}
