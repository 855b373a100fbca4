package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.ASSET;
import static io.meshplane.route.domain.Meshes.NOW;
import static io.meshplane.route.domain.Meshes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.BabelSettings.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BabelSettingsTest {
    private static final Instant END = NOW.plusSeconds(600);

    private final Network network = new Network(Meshes.rules(Duration.ofMinutes(5), Duration.ofSeconds(10), 1100));

    @BeforeEach
    void threeNodesOnOneChannel() {
        for (int number = 1; number <= 3; number++) Meshes.join(network, node(number), number == 1);
        Meshes.link(network, 1, 2, 96);
        Meshes.link(network, 1, 3, 96);
    }

    @Test
    void tellsTheReceivingEndOfAnOverriddenLink() {
        override(2, 1, 700);

        assertThat(BabelSettings.of(network, node(1), NOW).costs()).isEqualTo(Map.of("wlan0", new Cost(700, END)));
        assertThat(BabelSettings.of(network, node(2), NOW).costs()).isEmpty();
    }

    @Test
    void tellsTheHighestOfThoseThatLeadToOneInterface() {
        override(2, 1, 700);
        override(3, 1, 300);

        assertThat(BabelSettings.of(network, node(1), NOW).costs()).isEqualTo(Map.of("wlan0", new Cost(700, END)));
    }

    @Test
    void tellsTheHighestCostThatBabelKnowsWhereTrafficMustKeepOff() {
        override(2, 1, Observation.DOWN);

        assertThat(BabelSettings.of(network, node(1), NOW).costs()).isEqualTo(Map.of("wlan0", new Cost(65_534, END)));
    }

    @Test
    void tellsNothingOfAnOverrideThatIsOver() {
        override(2, 1, 700);

        assertThat(BabelSettings.of(network, node(1), END).costs()).isEmpty();
    }

    @Test
    void tellsThePricesOfTheNodesInterfacesThatBabeldCanBeTold() {
        PriceTag tag = new PriceTag(Price.of(10), ASSET);
        Meshes.ask(network, new Port(node(1), "wlan0"), tag);
        Meshes.ask(network, new Port(node(1), "wlan#1"), tag);
        Meshes.ask(network, new Port(node(2), "wlan0"), tag);

        assertThat(BabelSettings.of(network, node(1), NOW).prices()).isEqualTo(Map.of("wlan0", tag));
    }

    @Test
    void tellsAStrangerNothing() {
        override(2, 1, 700);

        BabelSettings settings = BabelSettings.of(network, node(9), NOW);

        assertThat(settings.costs()).isEmpty();
        assertThat(settings.prices()).isEmpty();
    }

    private void override(int from, int to, int cost) {
        LinkKey link = Meshes.sees(from, to, 96).key();
        network.override(OverrideHistory.none(link).set(new CostOverride(cost, "test", "ann", NOW, END), NOW), NOW);
    }
}
