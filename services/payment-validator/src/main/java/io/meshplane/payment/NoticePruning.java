package io.meshplane.payment;

import io.meshplane.payment.adapter.db.Books;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Forgets notices that are too old to be told, some at a time, and what waits in queues of them. */
@ApplicationScoped
public class NoticePruning {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Books books;
    private final Duration keptFor;
    private final InstantSource clock;
    private final SingleFlight flight;
    private Instant notBefore = Instant.MIN; // of the flight

    NoticePruning(Books books, PaymentConfig config, InstantSource clock, Vertx vertx) {
        this.books = books;
        this.keptFor = config.noticesKeptFor();
        this.clock = clock;
        this.flight = new SingleFlight(books, vertx, "notices", this::run);
    }

    void start(@Observes StartupEvent event) {
        flight.start();
    }

    void stop(@Observes ShutdownEvent event) {
        flight.stop();
    }

    private Uni<Void> run() {
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) return Uni.createFrom().voidItem();
        notBefore = now.plus(PAUSE);
        return books.inTransaction(tx -> tx.notices().prune(now.minus(keptFor))).replaceWithVoid();
    }
}
