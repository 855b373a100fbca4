package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.NOW;
import static io.meshplane.route.domain.Meshes.link;
import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.port;
import static io.meshplane.route.domain.Meshes.price;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.route.domain.Membership.Role;
import io.meshplane.route.domain.RememberedWays.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network as time passes and facts come, on a clock that the test moves. */
class LiveNetworkTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void staysOnItsWayUntilAnotherIsBetterByTheFactor() {
        Network network = network(4, Meshes.rules(MINUTE, Duration.ZERO, 1100));
        link(network, 3, 1, 100);
        link(network, 1, 0, 100);
        link(network, 3, 2, 120);
        link(network, 2, 0, 100);
        assertThat(way(network, 3)).containsExactly(node(1), node(0));

        report(network, 3, 2, 82, 2); // 182 against 200: 1.099 times
        assertThat(way(network, 3)).containsExactly(node(1), node(0));
        report(network, 3, 2, 81, 3); // 181: 1.105 times

        assertThat(way(network, 3)).containsExactly(node(2), node(0));
    }

    @Test
    void leavesAWayThatIsGoneWhateverTheFactor() {
        Network network = network(4, Meshes.rules(MINUTE, Duration.ZERO, 10_000));
        link(network, 3, 1, 100);
        link(network, 1, 0, 100);
        link(network, 3, 2, 9_000);
        link(network, 2, 0, 9_000);
        assertThat(way(network, 3)).containsExactly(node(1), node(0));

        report(network, 1, 0, Observation.DOWN, 2);

        assertThat(way(network, 3)).containsExactly(node(2), node(0));
    }

    @Test
    void tellsOnlyThoseWhoseRouteDiffers() {
        Network network = network(4);
        link(network, 1, 0, 100);
        link(network, 2, 1, 100);
        link(network, 3, 0, 100);
        network.choose(NOW);

        report(network, 1, 0, 90, 2);

        assertThat(network.choose(NOW)).containsExactlyInAnyOrder(node(1), node(2));
        assertThat(network.choose(NOW)).isEmpty();
    }

    @Test
    void losesALinkWhenAGatewayAndTheRouterThatSawItFallSilentTogether() {
        Network network = network(4);
        Meshes.join(network, node(3), true);
        link(network, 2, 1, 10);
        link(network, 1, 0, 10);
        link(network, 2, 3, 500);
        assertThat(way(network, 2)).containsExactly(node(1), node(0));
        Instant late = NOW.plusSeconds(59);
        network.heard(node(2), late);
        network.heard(node(3), late);

        assertThat(network.advance(late)).isEqualTo(Network.Change.UNCHANGED);
        assertThat(network.advance(NOW.plusSeconds(60))).isEqualTo(Network.Change.CHANGED);
        network.choose(NOW.plusSeconds(60));

        assertThat(hops(network, 2)).containsExactly(node(3));
        assertThat(network.route(node(1))).isEmpty();
        network.heard(node(1), NOW.plusSeconds(61));
        network.heard(node(0), NOW.plusSeconds(61));
        network.choose(NOW.plusSeconds(61));
        assertThat(hops(network, 2)).containsExactly(node(1), node(0));
    }

    @Test
    void usesALinkThatWasDownOnlyWhenItHasSettled() {
        Network network = network(2, Meshes.rules(MINUTE, Duration.ofSeconds(10), 1000));
        link(network, 1, 0, 100);
        report(network, 1, 0, Observation.DOWN, 2);
        network.choose(NOW);

        network.observe(sees(1, 0, 100, null, 3), NOW.plusSeconds(1));
        network.choose(NOW.plusSeconds(10));
        assertThat(network.route(node(1))).isEmpty();
        network.choose(NOW.plusSeconds(11));

        assertThat(hops(network, 1)).containsExactly(node(0));
    }

    @Test
    void goesAroundALinkThatAnOperatorDrainsUntilThatExpires() {
        Network network = network(3);
        link(network, 2, 0, 100);
        link(network, 2, 1, 100);
        link(network, 1, 0, 100);
        LinkKey key = sees(2, 0, 1).key();
        CostOverride drain = new CostOverride(Observation.DOWN, "mast work", "ann", NOW, NOW.plusSeconds(30));

        network.override(OverrideHistory.none(key).set(drain, NOW), NOW);
        assertThat(way(network, 2)).containsExactly(node(1), node(0));
        assertThat(network.links(null, 9, NOW)).extracting(Link::override).contains(drain);
        network.choose(NOW.plusSeconds(30));

        assertThat(hops(network, 2)).containsExactly(node(0));
        OverrideHistory audited = Objects.requireNonNull(network.overrides().get(key));
        assertThat(audited.present()).isEqualTo(drain);
    }

    @Test
    void leadsToAnotherGatewayWhileOneIsJudgedDown() {
        Network network = network(3);
        Meshes.join(network, node(2), true);
        link(network, 1, 0, 10);
        link(network, 1, 2, 90);
        assertThat(way(network, 1)).containsExactly(node(0));

        network.judged("exits", "name of " + node(0), true);
        assertThat(way(network, 1)).containsExactly(node(2));
        assertThat(way(network, 0)).containsExactly(node(1), node(2));
        network.judged("exits", node(2).value(), true); // all of them: no reason to send nobody anywhere
        assertThat(way(network, 1)).containsExactly(node(0));
        assertThat(way(network, 2)).isEmpty();
        network.judged("exits", "name of " + node(0), false);

        assertThat(way(network, 2)).containsExactly(node(1), node(0));
    }

    @Test
    void goesOnWithTheWayThatWasPublishedBeforeItStarted() {
        Network network = network(4, Meshes.rules(MINUTE, Duration.ZERO, 1100));
        network.remember(node(3), List.of(step(3, 2), step(2, 0)));
        network.remember(node(2), List.of(step(2, 1), step(1, 0))); // that way is no more
        link(network, 3, 1, 100);
        link(network, 1, 0, 100);
        link(network, 3, 2, 110);
        link(network, 2, 0, 100);

        assertThat(way(network, 3)).containsExactly(node(2), node(0));
        assertThat(hops(network, 2)).containsExactly(node(0));
    }

    @ParameterizedTest
    @EnumSource(RoutePolicy.Kind.class)
    void choosesByThePolicyOfTheNetwork(RoutePolicy.Kind kind) {
        Network network = network(5); // node 4 over 1 (near), 2 (cheap) or 3 (fast)
        int[][] terms = {{10, 900, 500}, {900, 1, 500}, {900, 900, 1}};
        for (int over = 1; over <= 3; over++) {
            int[] term = terms[over - 1];
            Meshes.observe(network, sees(4, over, term[0], (long) term[2], 1));
            Meshes.observe(network, sees(over, 4, term[0], (long) term[2], 1));
            Meshes.observe(network, sees(over, 0, term[0], (long) term[2], 1));
            Meshes.observe(network, sees(0, over, term[0], (long) term[2], 1));
            Meshes.ask(network, port(over), price(term[1]));
        }
        network.policy(RoutePolicy.of(kind));
        int expected = switch (kind) {
            case NEAREST, BALANCED -> 1; // 20^1.9 times 900 is less than 1800^1.9
            case CHEAPEST -> 2;
            case FASTEST -> 3;
        };

        assertThat(way(network, 4)).containsExactly(node(expected), node(0));
    }

    @Test
    void followsPricesThatNeedAFinerUnit() {
        Network network = network(4);
        network.policy(RoutePolicy.of(RoutePolicy.Kind.CHEAPEST));
        for (int over = 1; over <= 2; over++) {
            link(network, 3, over, 100);
            link(network, over, 0, 100);
        }
        Meshes.ask(network, port(1), price(1000));
        Meshes.ask(network, port(2), price(2000));
        assertThat(way(network, 3)).containsExactly(node(1), node(0));

        Meshes.ask(network, port(2), price(999));

        assertThat(way(network, 3)).containsExactly(node(2), node(0));
    }

    @Test
    void learnsOfANodeAfterItsLinks() {
        Network network = Meshes.empty();
        link(network, 1, 0, 100);
        network.choose(NOW);

        network.join(node(0), new Membership(Role.GATEWAY, "gate"), NOW);
        network.join(node(1), new Membership(Role.RELAY, "relay"), NOW);

        assertThat(way(network, 1)).containsExactly(node(0));
    }

    private static Step step(int from, int to) {
        return new Step(node(from), "wlan0", node(to));
    }

    private static void report(Network network, int from, int to, int cost, long sequence) {
        Meshes.observe(network, sees(from, to, cost, null, sequence));
    }

    private static List<NodeId> way(Network network, int number) {
        network.choose(NOW);
        return hops(network, number);
    }

    private static List<NodeId> hops(Network network, int number) {
        return network.route(node(number)).orElseThrow().hops().stream()
                .map(Hop::to)
                .toList();
    }
}
