package io.meshplane.route;

import static io.meshplane.route.domain.Meshes.link;
import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.port;
import static io.meshplane.route.domain.Meshes.price;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.Hop;
import io.meshplane.route.domain.Meshes;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Observation;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RouteRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedRoutesTest {
    private static final NetworkId ID = new NetworkId("home");

    private final Network network = network(3);
    private final PublishedRoutes published = new PublishedRoutes(ID);

    @Test
    void publishesEveryRouteOnce() {
        link(network, 0, 1, 96);
        link(network, 1, 2, 96);

        List<Event<RouteChosen>> first = changes(published);
        acknowledge(first, published);

        assertThat(first).extracting(Event::key).containsExactly(key(0), key(1), key(2));
        assertThat(changes(published)).isEmpty();
    }

    @Test
    void publishesNothingAfterARestartIfNothingChanged() throws InvalidProtocolBufferException {
        link(network, 0, 1, 96);
        network.observe(Meshes.sees(2, 1, 300, 4_000_000_000L, 1)); // an RTT beyond 31 bits comes back whole, too
        network.price(port(1), price(5));
        PublishedRoutes restarted = new PublishedRoutes(ID);
        for (Event<RouteChosen> event : changes(published)) {
            restarted.confirm(RouteChosen.parseFrom(event.value().toByteArray()));
        }

        assertThat(changes(restarted)).isEmpty();
        assertThat(changes(restarted)).isEmpty();
    }

    @Test
    void publishesOnlyTheRoutesThatDiffer() {
        link(network, 0, 1, 96);
        link(network, 0, 2, 96);
        acknowledge(changes(published), published);

        network.price(port(2), price(5));

        assertThat(changes(published)).extracting(Event::key).containsExactly(key(2));
    }

    @Test
    void saysThatARouteIsGoneOnce() {
        link(network, 0, 1, 96);
        acknowledge(changes(published), published);

        network.observe(Meshes.sees(1, 0, Observation.DOWN, null, 2));
        List<Event<RouteChosen>> gone = changes(published);
        acknowledge(gone, published);

        assertThat(gone).hasSize(1);
        assertThat(gone.getFirst().value().getReachable()).isFalse();
        assertThat(gone.getFirst().value().getNodeId()).isEqualTo(node(1).value());
        assertThat(changes(published)).isEmpty();
    }

    @Test
    void saysThatTheRouteOfANodeThatWasPutOutIsGone() {
        link(network, 0, 1, 96);
        acknowledge(changes(published), published);

        network.leave(node(1));

        assertThat(changes(published))
                .extracting(event -> event.value().getReachable())
                .containsExactly(false);
    }

    @Test
    void saysNothingOfANodeThatNeverHadARoute() {
        assertThat(changes(published)).extracting(Event::key).containsExactly(key(0));
    }

    @Test
    void triesAgainWhatWasNotAcknowledged() {
        link(network, 0, 1, 96);
        List<Event<RouteChosen>> lost = changes(published);

        assertThat(changes(published)).isEqualTo(lost);
    }

    @Test
    void leavesThePriceOfAHopEmptyWhereNoneIsSet() {
        network.price(port(2), price(0));
        Route route = new Route(
                node(2),
                node(0),
                List.of(
                        new Hop(node(2), node(1), "wlan0", 1, price(0), 5L),
                        new Hop(node(1), node(0), "wlan0", 2, null, null)));

        RouteChosen event = RouteEvents.reachable(ID, route);

        assertThat(event.getHopsList()).extracting(hop -> hop.getPrice()).containsExactly("0", "");
        assertThat(event.getPrice()).isEqualTo(Price.FREE.toString());
        assertThat(event.hasLatencyMicros()).isFalse();
        assertThat(event.getMetric()).isEqualTo(3);
    }

    private List<Event<RouteChosen>> changes(PublishedRoutes routes) {
        return routes.changes(RouteRules.choose(network));
    }

    private static void acknowledge(List<Event<RouteChosen>> events, PublishedRoutes routes) {
        for (Event<RouteChosen> event : events) routes.confirm(event.value());
    }

    private static String key(int number) {
        return "home/" + node(number) + "/internet";
    }
}
