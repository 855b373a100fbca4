package io.meshplane.contracts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletPledgeTest {
    private static final NodeId NODE = new NodeId("neh7ddx5bksrgcytl7bkai36se4");
    private static final NetworkId HOME = new NetworkId("home");

    @ParameterizedTest
    @ValueSource(strings = {"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"})
    void namesTheWalletInLowerCaseHoweverItIsWritten(String wallet) {
        assertThat(new WalletPledge(wallet, NODE, HOME).text())
                .isEqualTo("Meshplane: wallet 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266 pays for node "
                        + "neh7ddx5bksrgcytl7bkai36se4 in network home");
    }

    @Test
    void isOnlyOfWhatLooksLikeAWallet() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WalletPledge("0x12", NODE, HOME));
    }
}
