package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.AuditTable;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.ledger.Audit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Rebuilds the books from their entries all the time, network by network, and says so when they are not what they must be: gauge
 * {@code payment.ledger.unsound} above 0 is a page, and the event says which network and how.
 */
@ApplicationScoped
public class LedgerAudit {
    private static final Logger LOG = Logger.getLogger(LedgerAudit.class);

    private final Books books;
    private final Duration interval;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final SingleFlight flight;
    private final AtomicLong unsound = new AtomicLong();
    private volatile Instant dueAt = Instant.MIN;
    private volatile String after = "";

    LedgerAudit(Books books, BillingConfig config, InstantSource clock, MeterRegistry meters, Vertx vertx) {
        this.books = books;
        this.interval = config.auditInterval();
        this.clock = clock;
        this.meters = meters;
        this.flight = new SingleFlight(books, vertx, "audit", this::run);
        Gauge.builder("payment.ledger.unsound", unsound, AtomicLong::get).register(meters);
    }

    void start(@Observes StartupEvent event) {
        flight.start();
    }

    void stop(@Observes ShutdownEvent event) {
        flight.stop();
    }

    private Uni<Void> run() {
        Instant now = clock.instant();
        if (now.isBefore(dueAt)) return Uni.createFrom().voidItem();
        dueAt = now.plus(interval);
        return books.ping().flatMap(up -> up ? auditNext() : Uni.createFrom().voidItem());
    }

    private Uni<Void> auditNext() {
        return books.inTransaction(tx -> tx.audits().next(after).flatMap(network -> {
            after = network.map(NetworkId::value).orElse("");
            return network.map(named -> audit(tx, named))
                    .orElseGet(() -> Uni.createFrom().voidItem());
        }));
    }

    private Uni<Void> audit(Books.Transaction tx, NetworkId network) {
        return tx.ledger()
                .audit(network)
                .flatMap(audit -> tx.audits().find(network).flatMap(before -> judge(tx, network, audit, before)))
                .chain(() -> tx.audits().unsound())
                .invoke(unsound::set)
                .replaceWithVoid();
    }

    private Uni<Void> judge(Books.Transaction tx, NetworkId network, Audit audit, Optional<AuditTable.Row> before) {
        boolean sound = audit.isSound();
        meters.counter("payment.ledger.audits", "outcome", sound ? "sound" : "unsound")
                .increment();
        if (before.map(AuditTable.Row::sound).orElse(true) == sound)
            return Uni.createFrom().voidItem();
        if (!sound) {
            LOG.errorf(
                    "the books are not sound network=%s driftingBalances=%d unbalancedAssets=%s",
                    network, audit.driftingBalances(), audit.unbalanced());
        }
        AuditTable.Row next =
                new AuditTable.Row(sound, before.map(AuditTable.Row::revision).orElse(0L) + 1);
        return tx.audits()
                .keep(network, next)
                .chain(() -> tx.stage(List.of(PaymentEvents.judged(network, audit, next.revision()))));
    }
}
