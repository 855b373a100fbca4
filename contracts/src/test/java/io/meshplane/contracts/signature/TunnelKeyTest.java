package io.meshplane.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelKeyTest {
    /** RFC 7748 §6.1. */
    private static final byte[] ALICE = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");

    private static final byte[] ALICE_PUBLIC = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    private static final byte[] BOB = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    private static final byte[] BOB_PUBLIC = hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    private static final byte[] SHARED = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

    @Test
    void bothEndsAgreeOnTheSecretOfTheStandard() {
        assertThat(TunnelKey.sharedSecret(ALICE, BOB_PUBLIC).orElseThrow()).isEqualTo(SHARED);
        assertThat(TunnelKey.sharedSecret(BOB, ALICE_PUBLIC).orElseThrow()).isEqualTo(SHARED);
    }

    @Test
    void theHighestBitOfAKeyIsNoPartOfIt() {
        byte[] marked = BOB_PUBLIC.clone();
        marked[31] |= (byte) 0x80;

        assertThat(TunnelKey.sharedSecret(ALICE, marked).orElseThrow()).isEqualTo(SHARED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01"})
    void aPointOfSmallOrderSharesNothing(String lowest) {
        byte[] point = hex(lowest + "00".repeat(31));

        assertThat(TunnelKey.sharedSecret(ALICE, point)).isEmpty();
    }

    @Test
    void newPairsAreWhole() {
        for (int i = 0; i < 300; i++) { // one in 256 has a public key whose highest byte is 0
            TunnelKey one = TunnelKey.generate();
            TunnelKey other = TunnelKey.generate();

            byte[] secret =
                    TunnelKey.sharedSecret(one.privateKey(), other.publicKey()).orElseThrow();
            assertThat(TunnelKey.sharedSecret(other.privateKey(), one.publicKey())
                            .orElseThrow())
                    .isEqualTo(secret);
        }
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> new TunnelKey(new byte[31], new byte[32]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
