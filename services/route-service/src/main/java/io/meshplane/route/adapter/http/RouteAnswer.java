package io.meshplane.route.adapter.http;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.RouteEvents;
import io.meshplane.route.RouteFlow.Chosen;
import io.meshplane.route.domain.Hop;
import io.meshplane.route.domain.Route;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A node's way to the internet. Metric, price and latency are the sums over the hops.
 *
 * @param reachable false: there is no way, and all that follows is null or empty
 * @param metric sum of the costs
 * @param price decimal, base units of the asset per 10^9 bytes, hops without a price counting nothing; null if the hops' prices
 *     cannot be summed
 * @param asset null if no hop has a price
 * @param latencyMicros sum of the round-trip times; null if one hop has none
 * @param hops in the order of traffic
 */
public record RouteAnswer(
        String nodeId,
        boolean reachable,
        @Nullable String gatewayId,
        @Nullable Long metric,
        @Nullable String price,
        @Nullable String asset,
        @Nullable Long latencyMicros,
        List<HopAnswer> hops) {

    /**
     * One step.
     *
     * @param interfaceName of the sending node
     * @param price what the sending node asks; null = none set
     * @param rttMicros null = not measured
     */
    public record HopAnswer(
            String from,
            String to,
            String interfaceName,
            int cost,
            @Nullable String price,
            @Nullable Long rttMicros) {
        static HopAnswer of(Hop hop) {
            return new HopAnswer(
                    hop.from().value(),
                    hop.to().value(),
                    hop.interfaceName(),
                    hop.cost(),
                    hop.price() == null ? null : hop.price().price().toString(),
                    hop.rttMicros());
        }
    }

    static RouteAnswer of(Chosen chosen) {
        return chosen.route()
                .map(RouteAnswer::of)
                .orElseGet(
                        () -> new RouteAnswer(chosen.node().value(), false, null, null, null, null, null, List.of()));
    }

    private static RouteAnswer of(Route route) {
        OptionalLong latency = route.latencyMicros();
        return new RouteAnswer(
                route.node().value(),
                true,
                route.gateway().value(),
                route.metric(),
                route.price().map(Price::toString).orElse(null),
                route.asset().map(Asset::toString).orElse(null),
                latency.isPresent() ? (Long) latency.getAsLong() : null,
                route.hops().stream().map(HopAnswer::of).toList());
    }

    /** The route with an ETag of its content, or 304 if the caller has it. */
    static Response response(Chosen chosen, Request request) {
        EntityTag tag = new EntityTag(RouteEvents.id(chosen.asEvent()).value());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null
                ? unchanged.tag(tag).build()
                : Response.ok(of(chosen)).tag(tag).build();
    }
}
