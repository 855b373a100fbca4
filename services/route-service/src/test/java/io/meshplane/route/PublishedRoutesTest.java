package io.meshplane.route;

import static io.meshplane.route.domain.Meshes.link;
import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.port;
import static io.meshplane.route.domain.Meshes.price;
import static io.meshplane.route.domain.Meshes.sees;
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
import io.meshplane.route.domain.RoutePolicy;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedRoutesTest {
    private static final NetworkId ID = new NetworkId("home");
    private static final RunnerUps NO_RUNNER_UPS = new RunnerUps(0, 1);

    private final Network network = network(3);
    private final PublishedRoutes published = new PublishedRoutes(ID, NO_RUNNER_UPS);

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
        Meshes.observe(
                network, Meshes.sees(2, 1, 300, 4_000_000_000L, 1)); // an RTT beyond 31 bits comes back whole, too
        Meshes.ask(network, port(1), price(5));
        PublishedRoutes restarted = new PublishedRoutes(ID, NO_RUNNER_UPS);
        for (Event<RouteChosen> event : changes(published)) {
            assertThat(restarted.confirm(RouteChosen.parseFrom(event.value().toByteArray())))
                    .isTrue();
        }

        assertThat(changes(restarted)).isEmpty();
        assertThat(changes(restarted)).isEmpty();
    }

    @Test
    void publishesOnlyTheRoutesThatDiffer() {
        link(network, 0, 1, 96);
        link(network, 1, 2, 96);
        acknowledge(changes(published), published);

        Meshes.ask(network, port(2), price(5)); // what a node asks of others is in its own first hop, too

        assertThat(changes(published)).extracting(Event::key).containsExactly(key(2));
    }

    @Test
    void saysThatARouteIsGoneOnce() {
        link(network, 0, 1, 96);
        acknowledge(changes(published), published);

        Meshes.observe(network, Meshes.sees(1, 0, Observation.DOWN, null, 2));
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

        network.leave(node(1), Meshes.NOW);

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
        Meshes.ask(network, port(2), price(0));
        Route route = new Route(
                node(2),
                node(0),
                List.of(
                        new Hop(sees(2, 1, 1).key(), node(1), 1, price(9), 5L, 0),
                        new Hop(sees(1, 0, 1).key(), node(0), 2, null, null, null)));

        RouteChosen event = RouteEvents.reachable(ID, route, RoutePolicy.USUAL);

        assertThat(event.getHopsList()).extracting(hop -> hop.getPrice()).containsExactly("9", "");
        assertThat(event.getHopsList()).extracting(hop -> hop.getPaid()).containsExactly("0", "");
        assertThat(event.getUnpricedHops()).isEqualTo(1);
        assertThat(event.getPrice()).isEqualTo(Price.FREE.toString());
        assertThat(event.hasLatencyMicros()).isFalse();
        assertThat(event.hasLossPpm()).isFalse();
        assertThat(event.getMetric()).isEqualTo(3);
    }

    @Test
    void doesNotTakeItsOwnEventsForNewsWhenTheyComeBackLate() {
        link(network, 0, 1, 96);
        List<Event<RouteChosen>> first = changes(published);
        acknowledge(first, published);
        Meshes.observe(network, Meshes.sees(1, 0, 300, null, 2));
        List<Event<RouteChosen>> second = changes(published);
        acknowledge(second, published);

        for (Event<RouteChosen> event : first)
            assertThat(published.confirm(event.value())).isFalse();
        for (Event<RouteChosen> event : second)
            assertThat(published.confirm(event.value())).isFalse();

        assertThat(changes(published)).isEmpty();
    }

    @Test
    void looksAgainAtARouteThatSomebodyElsePublished() {
        link(network, 0, 1, 96);
        acknowledge(changes(published), published);
        RouteChosen foreign = RouteEvents.unreachable(ID, node(1));

        assertThat(published.confirm(foreign)).isTrue();

        assertThat(changes(published)).extracting(Event::key).containsExactly(key(1));
    }

    @Test
    void addsTheRunnerUpWithoutAnotherName() {
        network.choose(Meshes.NOW);
        link(network, 0, 1, 96);
        link(network, 0, 2, 96);
        link(network, 1, 2, 96);
        PublishedRoutes few = new PublishedRoutes(ID, new RunnerUps(9, 1000));

        RouteChosen event = changes(few).stream()
                .map(Event::value)
                .filter(value -> value.getNodeId().equals(node(2).value()))
                .findFirst()
                .orElseThrow();

        assertThat(event.getRunnerUp().getToId()).isEqualTo(node(1).value());
        assertThat(event.getRunnerUp().getMetric()).isEqualTo(192);
        assertThat(RouteEvents.id(event))
                .isEqualTo(RouteEvents.id(event.toBuilder().clearRunnerUp().build()));
    }

    private List<Event<RouteChosen>> changes(PublishedRoutes routes) {
        routes.differ(network.choose(Meshes.NOW));
        routes.differ(network.members("", 10));
        return routes.changes(network, network::snapshot, 100).stream()
                .sorted(Comparator.comparing(Event::key))
                .toList();
    }

    private static void acknowledge(List<Event<RouteChosen>> events, PublishedRoutes routes) {
        routes.acknowledged(events);
    }

    private static String key(int number) {
        return "home/" + node(number) + "/internet";
    }
}
