package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.RouteFlow.Chosen;
import io.meshplane.route.domain.Hop;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RouteQuestions.Explanation;
import io.meshplane.route.domain.graph.PriceUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A node's way. Metric, price and latency are the sums over the hops, exactly.
 *
 * @param reachable false: there is no way, and all that follows is null or empty
 * @param gatewayId where the way ends: the gateway, or the node that was asked for
 * @param metric sum of the costs
 * @param price decimal, base units of the asset per 10^9 bytes: the sum of what is paid, hops without a price counting nothing; null if
 *     the hops' prices cannot be summed
 * @param asset null if no hop that is paid for has a price
 * @param unpricedHops paid hops whose node has set no price: not in the sum, which is not the same as a price of 0
 * @param latencyMicros sum of the round-trip times; null if one hop has none
 * @param lossPpm part that is lost on the way, in millionths; null if one hop was not measured
 * @param hops in the order of traffic
 * @param why what decided; null in lists and where nodes ask
 * @param runnerUp the best way over another first hop; null if there is none, or where why is null
 */
public record RouteAnswer(
        String nodeId,
        boolean reachable,
        @Nullable String gatewayId,
        @Nullable Long metric,
        @Nullable String price,
        @Nullable String asset,
        @Nullable Integer unpricedHops,
        @Nullable Long latencyMicros,
        @Nullable Long lossPpm,
        List<HopAnswer> hops,
        @Nullable WhyAnswer why,
        @Nullable RouteAnswer runnerUp) {

    /**
     * One step.
     *
     * @param interfaceName of the sending node
     * @param cost an operator's override where there is one
     * @param price what the sending node asks of others; null = none set
     * @param paid what of it goes into the route's price: 0 on the first hop, for nobody sells to himself; null = none set
     * @param rttMicros null = not measured
     * @param lossPpm millionths; null = not measured
     */
    public record HopAnswer(
            String from,
            String to,
            String interfaceName,
            int cost,
            @Nullable String price,
            @Nullable String paid,
            @Nullable Long rttMicros,
            @Nullable Integer lossPpm) {
        static HopAnswer of(Hop hop, boolean own) {
            String price = hop.price() == null ? null : hop.price().price().toString();
            return new HopAnswer(
                    hop.from().value(),
                    hop.to().value(),
                    hop.interfaceName(),
                    hop.cost(),
                    price,
                    own ? Price.FREE.toString() : price,
                    hop.rttMicros(),
                    hop.lossPpm());
        }
    }

    /** A route without its reasons. */
    static RouteAnswer of(Chosen chosen) {
        return chosen.route().map(RouteAnswer::of).orElseGet(() -> none(chosen.node()));
    }

    /** A route with its reasons. */
    static RouteAnswer of(Explanation explanation, PriceUnit unit) {
        RouteAnswer runnerUp = explanation.runnerUp() == null ? null : of(explanation.runnerUp());
        return of(explanation.route(), WhyAnswer.of(explanation, unit), runnerUp);
    }

    static RouteAnswer none(NodeId node) {
        return new RouteAnswer(node.value(), false, null, null, null, null, null, null, null, List.of(), null, null);
    }

    static RouteAnswer of(Route route) {
        return of(route, null, null);
    }

    private static RouteAnswer of(Route route, @Nullable WhyAnswer why, @Nullable RouteAnswer runnerUp) {
        List<HopAnswer> hops = new ArrayList<>();
        for (Hop hop : route.hops()) hops.add(HopAnswer.of(hop, hops.isEmpty()));
        return new RouteAnswer(
                route.node().value(),
                true,
                route.destination().value(),
                route.metric(),
                route.price().map(Price::toString).orElse(null),
                route.asset().map(Asset::toString).orElse(null),
                route.unpricedHops(),
                boxed(route.latencyMicros()),
                boxed(route.lossPpm()),
                List.copyOf(hops),
                why,
                runnerUp);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }
}
