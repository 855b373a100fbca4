package io.meshplane.platform.outbox;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hibernate Reactive demands a context of its own that nobody else works on; work that no request brought has none. */
public final class FreshContext {
    /** Does the work there; exactly one of the two is called at the end, there too. */
    public static <T> void run(Vertx vertx, Supplier<Uni<T>> work, Consumer<T> done, Consumer<Throwable> failed) {
        Context context = requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(
                _ -> Uni.createFrom().deferred(work::get).subscribe().with(done, failed));
    }

    private FreshContext() {}
}
