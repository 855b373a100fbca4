package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.port;
import static io.meshplane.route.domain.Meshes.price;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.Network.Change;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Network network = network(2);

    @Test
    void sparesTheRoutesAReportThatSaysNothingNew() {
        assertThat(Meshes.observe(network, sees(0, 1, 96, 10L, 1))).isEqualTo(Change.CHANGED);

        assertThat(Meshes.observe(network, sees(0, 1, 96, 10L, 2))).isEqualTo(Change.UNCHANGED);
        assertThat(Meshes.observe(network, sees(0, 1, 96, 11L, 3))).isEqualTo(Change.CHANGED);
        assertThat(Meshes.observe(network, sees(0, 1, 97, 11L, 4))).isEqualTo(Change.CHANGED);
    }

    @Test
    void leavesOutALateReport() {
        Meshes.observe(network, sees(0, 1, 96, null, 5));

        assertThat(Meshes.observe(network, sees(0, 1, Observation.DOWN, null, 4)))
                .isEqualTo(Change.LATE);
        assertThat(Meshes.links(network).getFirst().seen().cost()).isEqualTo(96);
    }

    @Test
    void takesAReportOfANewBootAlthoughItsSequenceIsLower() {
        Meshes.observe(network, sees(0, 1, 96, null, 5));
        Observation other = new Observation(sees(0, 1, 96).key(), Meshes.address(0), null, 300, null, null, 8, 1);

        assertThat(Meshes.observe(network, other)).isEqualTo(Change.CHANGED);
        assertThat(Meshes.links(network).getFirst().seen().cost()).isEqualTo(300);
    }

    @Test
    void forgetsAnEndThatIsNoLongerReported() {
        Meshes.observe(network, sees(0, 1, 96));

        assertThat(network.forget(sees(0, 1, 96).key(), Meshes.NOW)).isEqualTo(Change.CHANGED);
        assertThat(network.forget(sees(0, 1, 96).key(), Meshes.NOW)).isEqualTo(Change.UNCHANGED);
    }

    @Test
    void changesOnlyByWhatIsNewOfMembersAndPrices() {
        assertThat(Meshes.join(network, node(1), false)).isEqualTo(Change.UNCHANGED);
        assertThat(Meshes.join(network, node(1), true)).isEqualTo(Change.CHANGED);
        assertThat(network.leave(node(5), Meshes.NOW)).isEqualTo(Change.UNCHANGED);
        assertThat(Meshes.ask(network, port(0), price(3))).isEqualTo(Change.CHANGED);
        assertThat(Meshes.ask(network, port(0), price(3))).isEqualTo(Change.UNCHANGED);
        assertThat(Meshes.ask(network, port(0), null)).isEqualTo(Change.CHANGED);
    }

    @Test
    void keepsToOneAssetForAllPrices() {
        Asset other = Asset.coinOf(1);
        Meshes.ask(network, port(0), price(3));

        assertThat(PriceRules.set(network, port(1), new PriceTag(Price.of(1), other)))
                .isEqualTo(new PriceRules.Decision.OtherAsset(Meshes.ASSET));
        assertThat(PriceRules.set(network, port(0), new PriceTag(Price.of(1), other)))
                .isEqualTo(new PriceRules.Decision.Set());
        assertThat(PriceRules.set(network, port(1), price(0))).isEqualTo(new PriceRules.Decision.Set());
        assertThat(PriceRules.set(network, port(0), price(3))).isEqualTo(new PriceRules.Decision.Unchanged());
        assertThat(PriceRules.set(network, port(9), price(3))).isEqualTo(new PriceRules.Decision.NoSuchNode());
    }
}
