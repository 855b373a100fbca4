package io.meshplane.route;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.route.domain.RoutePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Locale;

/** Operators say by what their network chooses. It takes effect when it comes back over {@code route-policies.v1}. */
@ApplicationScoped
public class PolicyFlow {
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;

    PolicyFlow(EventPublisher publisher, InstantSource clock, MeterRegistry meters) {
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
    }

    /** Sets the policy; completes once Kafka has it. */
    public Uni<Void> set(NetworkId network, RoutePolicy policy, String operator) {
        return publisher
                .publish(OperatorEvents.policySet(network, policy, operator, clock.instant()))
                .invoke(() -> count(policy.kind().name().toLowerCase(Locale.ROOT)))
                .replaceWithVoid();
    }

    /** Goes back to the service's default; completes once Kafka has it. */
    public Uni<Void> reset(NetworkId network) {
        return publisher
                .publishTombstone(Topics.ROUTE_POLICIES, network.value())
                .invoke(() -> count("default"))
                .replaceWithVoid();
    }

    private void count(String policy) {
        meters.counter("route.policies", "set", policy).increment();
    }
}
