package io.meshplane.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {
    /** SHA-256 of 32 zero bytes is 66687aad f862bd77 6c8fc18b 8e9f8e20 …; its first 16 bytes in RFC 4648 base32. */
    @Test
    void isTheBase32OfTheKeysDigest() {
        assertThat(NodeId.ofPublicKey(new byte[32]).value()).isEqualTo("nmzuhvlpymk6xo3epygfy5h4oea");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "mzuhvlpymk6xo3epygfy5h4oea",
                "nMZUHVLPYMK6XO3EPYGFY5H4OEA",
                "nmzuhvlpymk6xo3epygfy5h4oea2",
                "nmzuhvlpymk6xo3epygfy5h4o1a"
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> new NodeId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "home", "a-b", "0", "abcdefghijklmnopqrstuvwxyz012345"})
    void takesNetworkNames(String text) {
        assertThat(new NetworkId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a b", "a/b", "abcdefghijklmnopqrstuvwxyz0123456", "ä"})
    void refusesOtherNetworkNames(String text) {
        assertThatThrownBy(() -> new NetworkId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
