package io.meshplane.route;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.route.domain.Port;
import io.meshplane.route.domain.PriceRules;
import io.meshplane.route.domain.PriceRules.Decision;
import io.meshplane.route.domain.PriceTag;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Operators set prices: decide → publish. The price takes effect when it comes back over {@code prices.v1}. */
@ApplicationScoped
public class PriceFlow {
    private final RouteFlow routes;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;

    PriceFlow(RouteFlow routes, EventPublisher publisher, InstantSource clock, MeterRegistry meters) {
        this.routes = routes;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Sets a price.
     *
     * @return completes once Kafka has it; fails if Kafka does not take it
     */
    public Uni<Decision> set(NetworkId network, Port port, PriceTag tag, String operator) {
        Decision decision = routes.read(network, facts -> PriceRules.set(facts, port, tag));
        Uni<Decision> done = Uni.createFrom().item(decision);
        // an unchanged price is published, too: another one may be on its way and not yet among our facts
        if (decision instanceof Decision.Set || decision instanceof Decision.Unchanged) {
            done = publisher
                    .publish(OperatorEvents.priceSet(network, port, tag, operator, clock.instant()))
                    .replaceWith(decision);
        }
        return done.invoke(this::count);
    }

    private void count(Decision decision) {
        switch (decision) {
            case Decision.Set _ -> count("set", "none");
            case Decision.Unchanged _ -> count("unchanged", "none");
            case Decision.OtherAsset _ -> count("refused", "other_asset");
            case Decision.NoCommonUnit _ -> count("refused", "no_common_unit");
            case Decision.NoSuchNode _ -> count("refused", "no_such_node");
        }
    }

    private void count(String outcome, String reason) {
        meters.counter("route.prices", "outcome", outcome, "reason", reason).increment();
    }
}
