package io.meshplane.payment;

import io.meshplane.payment.adapter.db.Books;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Work on the event loop, one run at a time; to be woken from any thread. A wake during a run leads to one more run; a tick does
 * what a failed run left undone. Nothing runs before the tables are there.
 */
final class SingleFlight {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration RUN_DEADLINE = Duration.ofSeconds(60);
    private static final Logger LOG = Logger.getLogger(SingleFlight.class);

    private final Books books;
    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Void>> work;
    /** 0 = idle, 1 = running, 2 = running and woken again meanwhile. */
    private final AtomicInteger state = new AtomicInteger();

    private volatile long timer;
    private volatile boolean stopped;

    SingleFlight(Books books, Vertx vertx, String name, Supplier<Uni<Void>> work) {
        this.books = books;
        this.vertx = vertx;
        this.name = name;
        this.work = work;
    }

    void start() {
        timer = vertx.setPeriodic(TICK.toMillis(), id -> wake());
        books.onceThere(this::wake);
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    void wake() {
        if (stopped || !books.areThere()) return;
        if (state.getAndUpdate(s -> Math.min(s + 1, 2)) == 0) run();
    }

    /** Hibernate Reactive demands a context of its own that nobody else works on. */
    private void run() {
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> Uni.createFrom()
                .deferred(work::get)
                .ifNoItem()
                .after(RUN_DEADLINE)
                .fail()
                .subscribe()
                .with(done -> ended(false), failure -> {
                    LOG.warnf("work waits name=%s failure=%s", name, failure.toString());
                    ended(true);
                }));
    }

    private void ended(boolean failed) {
        if (state.getAndSet(0) == 2 && !failed) wake(); // after a failure the tick comes soon enough
    }
}
