package io.meshplane.payment;

import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.Incident.Numbered;
import io.meshplane.payment.domain.chain.Incident.Standing;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happened to the chain and its nodes, so that a restart forgets no lie. What happens comes from virtual threads, the
 * database is on the event loop: a bounded queue lies between.
 */
@ApplicationScoped
public class IncidentFlow {
    private static final int WAITING_MAX = 1_000;
    private static final Logger LOG = Logger.getLogger(IncidentFlow.class);

    private final Books books;
    private final long chainId;
    private final MeterRegistry meters;
    private final SingleFlight flight;
    private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile @Nullable Map<FullNode, Quarantine> loaded;
    private volatile Runnable onLoaded = () -> {};

    private record Change(Optional<Standing> standing, Optional<Incident> incident) {}

    IncidentFlow(Books books, ChainConfig config, MeterRegistry meters, Vertx vertx) {
        this.books = books;
        this.chainId = config.id();
        this.meters = meters;
        this.flight = new SingleFlight(books, vertx, "incidents", this::run);
    }

    void start(Runnable listener) {
        onLoaded = listener;
        flight.start();
    }

    void stop() {
        flight.stop();
    }

    /** The nodes that had no vote when this service stopped; null until the database has said so. */
    @Nullable Map<FullNode, Quarantine> loaded() {
        return loaded;
    }

    /** A node's quarantine changed. */
    void keep(Standing standing, Optional<Incident> incident) {
        offer(new Change(Optional.of(standing), incident));
    }

    /** Something happened to the whole chain. */
    void keep(Incident incident) {
        offer(new Change(Optional.empty(), Optional.of(incident)));
    }

    private void offer(Change change) {
        change.incident()
                .ifPresent(
                        incident -> meters.counter("payment.chain.incidents", "outcome", ClaimFlow.tag(incident.kind()))
                                .increment());
        if (!waiting.offer(change)) LOG.warn("an incident is not kept, too many wait for the database");
        flight.wake();
    }

    /** Incidents below a number, the newest first. */
    public Uni<List<Numbered>> page(long before, int limit) {
        return books.inTransaction(tx -> tx.nodes().page(chainId, before, limit));
    }

    private Uni<Void> run() {
        return loaded == null ? load() : drain();
    }

    private Uni<Void> load() {
        return books.inTransaction(tx -> tx.nodes().quarantines(chainId))
                .invoke(found -> loaded = found)
                .invoke(found -> onLoaded.run())
                .chain(this::drain);
    }

    private Uni<Void> drain() {
        Change next = waiting.peek();
        if (next == null) return Uni.createFrom().voidItem();
        return books.inTransaction(tx -> commit(tx, next))
                .invoke(() -> waiting.remove(next))
                .chain(this::drain);
    }

    private Uni<Void> commit(Books.Transaction tx, Change change) {
        Uni<Void> standing = change.standing()
                .map(each -> tx.nodes().keep(chainId, each))
                .orElseGet(() -> Uni.createFrom().voidItem());
        return standing.chain(() -> change.incident()
                .map(each -> tx.nodes()
                        .add(chainId, each)
                        .chain(() -> tx.stage(List.of(ChainEvents.occurred(chainId, each)))))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
