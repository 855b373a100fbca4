package io.meshplane.payment;

import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.Roster;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Which full nodes are followed, and how: all that can change while this service runs.
 *
 * @param endpoints of all nodes of the roster; they may hold a secret, so they are never shown
 * @param finality how deep a payment must lie
 * @param requestTimeout of every request
 * @param hedgeAfterLeast the shortest wait before another node is asked for the same body
 * @param hedgeAfterMost the longest
 */
record ChainSetup(
        Roster roster,
        Map<FullNode, URI> endpoints,
        FinalityPolicy finality,
        HealthPolicy health,
        Duration requestTimeout,
        Duration hedgeAfterLeast,
        Duration hedgeAfterMost) {
    ChainSetup {
        endpoints = Map.copyOf(endpoints);
        if (!endpoints.keySet().equals(roster.nodes())) throw new IllegalArgumentException("an endpoint per node");
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("the request timeout is above 0");
        }
        if (hedgeAfterLeast.compareTo(hedgeAfterMost) > 0) {
            throw new IllegalArgumentException("hedges wait for at least longer than for at most");
        }
    }

    URI endpoint(FullNode node) {
        return Objects.requireNonNull(endpoints.get(node), "no such full node");
    }

    /** Whether a node is talked to as it was before. */
    boolean reaches(FullNode node, ChainSetup before) {
        return endpoint(node).equals(before.endpoints().get(node)) && requestTimeout.equals(before.requestTimeout());
    }
}
