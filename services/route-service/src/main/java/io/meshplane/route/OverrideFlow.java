package io.meshplane.route;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.route.domain.CostOverride;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.OverrideHistory;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** Operators override what links cost. It takes effect when it comes back over {@code cost-overrides.v1}. */
@ApplicationScoped
public class OverrideFlow {
    private final RouteFlow routes;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;

    OverrideFlow(RouteFlow routes, EventPublisher publisher, InstantSource clock, MeterRegistry meters) {
        this.routes = routes;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
    }

    /** What came of a wish. */
    public sealed interface Outcome {
        /** Kafka has it. */
        record Done(OverrideHistory history) implements Outcome {}

        /** Nobody has reported that link. */
        record NoSuchLink() implements Outcome {}

        /** There is no override to take back. */
        record NothingThere() implements Outcome {}
    }

    /** Sets an override, in place of the present one. */
    public Uni<Outcome> set(NetworkId network, LinkKey link, Function<Instant, CostOverride> wanted) {
        Instant now = clock.instant();
        if (routes.read(network, facts -> facts.link(link, now)).isEmpty()) {
            return counted("set", new Outcome.NoSuchLink());
        }
        return publish(network, history(network, link).set(wanted.apply(now), now), "set");
    }

    /** Takes the present override back, also one that is over. */
    public Uni<Outcome> clear(NetworkId network, LinkKey link, String operator) {
        OverrideHistory history = history(network, link);
        if (history.present() == null) return counted("clear", new Outcome.NothingThere());
        return publish(network, history.clear(operator, clock.instant()), "clear");
    }

    private OverrideHistory history(NetworkId network, LinkKey link) {
        return routes.read(
                network, (Network facts) -> facts.overrides().getOrDefault(link, OverrideHistory.none(link)));
    }

    private Uni<Outcome> publish(NetworkId network, OverrideHistory history, String wish) {
        return publisher
                .publish(OperatorEvents.overridden(network, history))
                .chain(() -> counted(wish, new Outcome.Done(history)));
    }

    private Uni<Outcome> counted(String wish, Outcome outcome) {
        String word = switch (outcome) {
            case Outcome.Done _ -> "done";
            case Outcome.NoSuchLink _ -> "no_such_link";
            case Outcome.NothingThere _ -> "nothing_there";
        };
        meters.counter("route.overrides", "wish", wish, "outcome", word).increment();
        return Uni.createFrom().item(outcome);
    }
}
