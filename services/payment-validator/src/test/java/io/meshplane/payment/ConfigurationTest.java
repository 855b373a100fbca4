package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.chain.Address;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.domain.chain.Payees;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final String COMMUNITY = "0x2222222222222222222222222222222222222222";
    private static final String WALLET = "0x1111111111111111111111111111111111111111";

    @Test
    void isReadFromTheEnvironment() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "MESHPLANE_PAYMENT_PAYEES_HOME", WALLET,
                                "MESHPLANE_CHAIN_ID", "100",
                                "MESHPLANE_CHAIN_NODES", "a=http://127.0.0.1:1,b=http://127.0.0.1:2"),
                        300))
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(PaymentConfig.class)
                .withMapping(ChainConfig.class)
                .build();

        assertThat(config.getConfigMapping(PaymentConfig.class).payees()).isEqualTo(Map.of("home", WALLET));
        assertThat(config.getConfigMapping(ChainConfig.class).id()).isEqualTo(100);
        assertThat(config.getConfigMapping(ChainConfig.class).nodes()).hasSize(2);
    }

    @Test
    void paysTheNetworksThatAreNamed() {
        assertThat(Wiring.payees(100, Map.of("home", WALLET), Map.of(), Optional.empty())
                        .networks())
                .containsExactly(Map.entry(Address.fromHex(WALLET), new NetworkId("home")));
    }

    @Test
    void paysAWalletOfDevelopmentOnTheDevelopmentChainOnly() {
        assertThat(Wiring.payees(7357, Map.of(), Map.of(), Optional.empty()).networks())
                .containsValue(new NetworkId("home"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wiring.payees(100, Map.of(), Map.of(), Optional.empty()))
                .withMessageContaining("nobody is paid");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Wiring.payees(100, Map.of("home", Wiring.DEVELOPMENT_WALLET), Map.of(), Optional.empty()))
                .withMessageContaining("everybody has the key");
    }

    @Test
    void refusesAWalletThatIsSharedOrMisspelt() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Wiring.payees(100, Map.of("home", WALLET, "away", WALLET), Map.of(), Optional.empty()))
                .withMessageContaining("share a wallet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wiring.payees(
                        100, Map.of("home", Wiring.DEVELOPMENT_WALLET.replace('F', 'f')), Map.of(), Optional.empty()))
                .withMessageContaining("payees.home");
    }

    @Test
    void paysACommunityOnlyBesideAWalletOfTheNetwork() {
        Payees payees = Wiring.payees(100, Map.of("home", WALLET), Map.of("home", COMMUNITY), Optional.empty());

        assertThat(payees.networks()).containsEntry(Address.fromHex(COMMUNITY), new NetworkId("home"));
        assertThat(payees.isCommunity(Address.fromHex(COMMUNITY))).isTrue();
        assertThat(payees.isCommunity(Address.fromHex(WALLET))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Wiring.payees(100, Map.of("home", WALLET), Map.of("away", COMMUNITY), Optional.empty()))
                .withMessageContaining("communities.away: the network has no wallet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wiring.payees(100, Map.of("home", WALLET), Map.of("home", WALLET), Optional.empty()))
                .withMessageContaining("network home and its community share a wallet");
    }
}
