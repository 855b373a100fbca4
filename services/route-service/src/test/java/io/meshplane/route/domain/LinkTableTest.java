package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.address;
import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkTableTest {
    private final Network network = network(4);

    @Test
    void usesALinkThatBothEndsReportUp() {
        Meshes.observe(network, sees(0, 1, 96));
        Meshes.observe(network, sees(1, 0, 96));

        assertThat(Meshes.links(network)).extracting(Link::status).containsOnly(Link.Status.USABLE);
        assertThat(Meshes.links(network)).extracting(Link::peer).containsExactly(node(1), node(0));
    }

    @Test
    void usesALinkOfWhichTheOtherEndHasSaidNothing() {
        Meshes.observe(network, sees(1, 2, 96)); // gives node 1 its address
        Meshes.observe(network, sees(0, 1, 96));

        assertThat(link(0)).isEqualTo(new Link(sees(0, 1, 96), node(1), Link.Status.USABLE, null));
    }

    @Test
    void doesNotUseALinkThatEitherEndReportsDown() {
        Meshes.observe(network, sees(0, 1, 96));
        Meshes.observe(network, sees(1, 0, Observation.DOWN));

        assertThat(link(0).status()).isEqualTo(Link.Status.DOWN_AT_PEER);
        assertThat(link(1).status()).isEqualTo(Link.Status.DOWN);
    }

    @Test
    void usesTheCostJustBelowInfinity() {
        Meshes.observe(network, sees(0, 1, Observation.DOWN - 1));
        Meshes.observe(network, sees(1, 0, 1));

        assertThat(link(0).status()).isEqualTo(Link.Status.USABLE);
    }

    @Test
    void doesNotUseALinkToAnAddressThatNobodyHas() {
        Meshes.observe(network, sees(0, 9, 96));

        assertThat(link(0)).isEqualTo(new Link(sees(0, 9, 96), null, Link.Status.PEER_UNKNOWN, null));
    }

    @Test
    void believesTheRouterThatNamesItsPeer() {
        Meshes.observe(network, observed(0, "wg0", address(50), address(51), node(3)));

        assertThat(link(0).peer()).isEqualTo(node(3));
        assertThat(link(0).status()).isEqualTo(Link.Status.USABLE);
    }

    @Test
    void findsThePeerByMirroredAddressesWhereLinkLocalOnesRepeat() {
        Meshes.observe(network, observed(0, "wg0", address(50), address(51), null));
        Meshes.observe(network, observed(1, "wg0", address(51), address(50), null));
        Meshes.observe(
                network, observed(2, "wg0", address(51), address(52), null)); // the same address on another tunnel

        assertThat(link(0).peer()).isEqualTo(node(1));
    }

    @Test
    void takesNoneOfTwoNodesThatFitEquallyWell() {
        Meshes.observe(network, observed(0, "wg0", address(50), address(51), null));
        Meshes.observe(network, observed(1, "wg0", address(51), address(50), null));
        Meshes.observe(network, observed(2, "wg0", address(51), address(50), null));

        assertThat(link(0).status()).isEqualTo(Link.Status.PEER_UNKNOWN);
    }

    @Test
    void doesNotTakeAMirrorThatNamesSomebodyElse() {
        Meshes.observe(network, observed(0, "wg0", address(50), address(51), null));
        Meshes.observe(network, observed(1, "wg0", address(51), address(50), null));
        Meshes.observe(network, observed(2, "wg0", address(51), address(50), node(3)));

        assertThat(link(0).peer()).isEqualTo(node(1));
    }

    @Test
    void doesNotUseLinksOfNodesThatAreNoMembers() {
        Meshes.observe(network, sees(0, 1, 96));
        Meshes.observe(network, sees(1, 0, 96));
        Meshes.observe(network, observed(2, "wg0", address(60), address(61), node(77)));
        network.leave(node(1), Meshes.NOW);

        assertThat(link(0).status()).isEqualTo(Link.Status.PEER_UNKNOWN);
        assertThat(link(1).status()).isEqualTo(Link.Status.NOT_A_MEMBER);
        assertThat(link(2).status()).isEqualTo(Link.Status.NOT_A_MEMBER);
    }

    @Test
    void doesNotLinkANodeToItself() {
        Meshes.observe(network, observed(0, "wg0", address(50), address(51), node(0)));

        assertThat(link(0).status()).isEqualTo(Link.Status.NOT_A_MEMBER);
    }

    private Link link(int number) {
        return Meshes.links(network).stream()
                .filter(link -> link.seen().node().equals(node(number)))
                .findFirst()
                .orElseThrow();
    }

    private static Observation observed(
            int node, String interfaceName, LinkAddress local, LinkAddress peer, @Nullable NodeId peerId) {
        return new Observation(
                new LinkKey(new Port(node(node), interfaceName), peer), local, peerId, 96, null, null, 7, 1);
    }
}
