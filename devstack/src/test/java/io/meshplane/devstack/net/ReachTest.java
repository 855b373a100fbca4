package io.meshplane.devstack.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    @Test
    void isOnTheLoopbackOnlyUnlessAContainerHasAName() {
        assertThat(Reach.loopback().bind().isLoopbackAddress()).isTrue();
        assertThat(Reach.container("chain").bind().isAnyLocalAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:7545", "localhost:7545", "chain:7545", "CHAIN"})
    void isMeantByItsNames(String host) {
        assertThat(Reach.container("chain").isMeantBy(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example", "chain.evil.example:7545", "127.0.0.1.evil.example", "chain:x"})
    void isNotMeantByTheNamesOfOthers(String host) {
        assertThat(Reach.container("chain").isMeantBy(host)).isFalse();
    }

    @Test
    void onTheLoopbackHasNoOtherName() {
        assertThat(Reach.loopback().isMeantBy("chain:7545")).isFalse();
    }

    @Test
    void refusesWhatIsNoHostName() {
        assertThatThrownBy(() -> Reach.container("a b")).isInstanceOf(IllegalArgumentException.class);
    }
}
