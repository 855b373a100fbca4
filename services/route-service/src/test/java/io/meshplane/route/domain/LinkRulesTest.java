package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.address;
import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkRulesTest {
    private final Network network = network(4);

    @Test
    void usesALinkThatBothEndsReportUp() {
        network.observe(sees(0, 1, 96));
        network.observe(sees(1, 0, 96));

        assertThat(LinkRules.links(network)).extracting(Link::status).containsOnly(Link.Status.USABLE);
        assertThat(LinkRules.links(network)).extracting(Link::peer).containsExactly(node(1), node(0));
    }

    @Test
    void usesALinkOfWhichTheOtherEndHasSaidNothing() {
        network.observe(sees(1, 2, 96)); // gives node 1 its address
        network.observe(sees(0, 1, 96));

        assertThat(link(0)).isEqualTo(new Link(sees(0, 1, 96), node(1), Link.Status.USABLE));
    }

    @Test
    void doesNotUseALinkThatEitherEndReportsDown() {
        network.observe(sees(0, 1, 96));
        network.observe(sees(1, 0, Observation.DOWN));

        assertThat(link(0).status()).isEqualTo(Link.Status.DOWN_AT_PEER);
        assertThat(link(1).status()).isEqualTo(Link.Status.DOWN);
    }

    @Test
    void usesTheCostJustBelowInfinity() {
        network.observe(sees(0, 1, Observation.DOWN - 1));
        network.observe(sees(1, 0, 1));

        assertThat(link(0).status()).isEqualTo(Link.Status.USABLE);
    }

    @Test
    void doesNotUseALinkToAnAddressThatNobodyHas() {
        network.observe(sees(0, 9, 96));

        assertThat(link(0)).isEqualTo(new Link(sees(0, 9, 96), null, Link.Status.PEER_UNKNOWN));
    }

    @Test
    void believesTheRouterThatNamesItsPeer() {
        network.observe(observed(0, "wg0", address(50), address(51), node(3)));

        assertThat(link(0).peer()).isEqualTo(node(3));
        assertThat(link(0).status()).isEqualTo(Link.Status.USABLE);
    }

    @Test
    void findsThePeerByMirroredAddressesWhereLinkLocalOnesRepeat() {
        network.observe(observed(0, "wg0", address(50), address(51), null));
        network.observe(observed(1, "wg0", address(51), address(50), null));
        network.observe(observed(2, "wg0", address(51), address(52), null)); // the same address on another tunnel

        assertThat(link(0).peer()).isEqualTo(node(1));
    }

    @Test
    void takesNoneOfTwoNodesThatFitEquallyWell() {
        network.observe(observed(0, "wg0", address(50), address(51), null));
        network.observe(observed(1, "wg0", address(51), address(50), null));
        network.observe(observed(2, "wg0", address(51), address(50), null));

        assertThat(link(0).status()).isEqualTo(Link.Status.PEER_UNKNOWN);
    }

    @Test
    void doesNotTakeAMirrorThatNamesSomebodyElse() {
        network.observe(observed(0, "wg0", address(50), address(51), null));
        network.observe(observed(1, "wg0", address(51), address(50), null));
        network.observe(observed(2, "wg0", address(51), address(50), node(3)));

        assertThat(link(0).peer()).isEqualTo(node(1));
    }

    @Test
    void doesNotUseLinksOfNodesThatAreNoMembers() {
        network.observe(sees(0, 1, 96));
        network.observe(sees(1, 0, 96));
        network.observe(observed(2, "wg0", address(60), address(61), node(77)));
        network.leave(node(1));

        assertThat(link(0).status()).isEqualTo(Link.Status.PEER_UNKNOWN);
        assertThat(link(1).status()).isEqualTo(Link.Status.NOT_A_MEMBER);
        assertThat(link(2).status()).isEqualTo(Link.Status.NOT_A_MEMBER);
    }

    @Test
    void doesNotLinkANodeToItself() {
        network.observe(observed(0, "wg0", address(50), address(51), node(0)));

        assertThat(link(0).status()).isEqualTo(Link.Status.NOT_A_MEMBER);
    }

    private Link link(int number) {
        return LinkRules.links(network).stream()
                .filter(link -> link.seen().node().equals(node(number)))
                .findFirst()
                .orElseThrow();
    }

    private static Observation observed(
            int node, String interfaceName, LinkAddress local, LinkAddress peer, @Nullable NodeId peerId) {
        return new Observation(new LinkKey(new Port(node(node), interfaceName), peer), local, peerId, 96, null, 7, 1);
    }
}
