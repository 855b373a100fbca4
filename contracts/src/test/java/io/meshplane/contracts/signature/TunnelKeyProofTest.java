package io.meshplane.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TunnelKeyProofTest {
    private final TunnelKey tunnel = TunnelKey.generate();
    private final TunnelKey registrar = TunnelKey.generate();
    private final NodeId node = NodeId.ofPublicKey(NodeKey.generate().publicKey());
    private final byte[] proof = TunnelKeyProof.make(
                    tunnel.privateKey(), tunnel.publicKey(), registrar.publicKey(), node)
            .orElseThrow();

    @Test
    void whoHoldsTheKeyShowsIt() {
        assertThat(TunnelKeyProof.holds(proof, tunnel.publicKey(), registrar, node))
                .isTrue();
    }

    @Test
    void anotherNodeGainsNothingByRepeatingIt() {
        NodeId thief = NodeId.ofPublicKey(NodeKey.generate().publicKey());

        assertThat(TunnelKeyProof.holds(proof, tunnel.publicKey(), registrar, thief))
                .isFalse();
    }

    @Test
    void itIsAboutThisKeyAndThisRegistrarAlone() {
        TunnelKey other = TunnelKey.generate();

        assertThat(TunnelKeyProof.holds(proof, other.publicKey(), registrar, node))
                .isFalse();
        assertThat(TunnelKeyProof.holds(proof, tunnel.publicKey(), other, node)).isFalse();
    }

    @Test
    void anyBitFlippedIsNoProof() {
        for (int bit = 0; bit < TunnelKeyProof.BYTES * 8; bit++) {
            byte[] flipped = proof.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(TunnelKeyProof.holds(flipped, tunnel.publicKey(), registrar, node))
                    .isFalse();
        }
    }

    @Test
    void aPointThatSharesASecretWithEverybodyProvesNothing() {
        byte[] zero = new byte[TunnelKey.BYTES];

        assertThat(TunnelKeyProof.make(tunnel.privateKey(), tunnel.publicKey(), zero, node))
                .isEmpty();
        assertThat(TunnelKeyProof.holds(proof, zero, registrar, node)).isFalse();
    }

    /** From the secret of RFC 7748 §6.1 by another implementation of HMAC. */
    @Test
    void theFormIsThatOfTheDocument() {
        HexFormat hex = HexFormat.of();
        byte[] secret = hex.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] key = hex.parseHex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        byte[] bob = hex.parseHex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");

        assertThat(TunnelKeyProof.make(secret, key, bob, new NodeId("naaaaaaaaaaaaaaaaaaaaaaaaaa"))
                        .orElseThrow())
                .isEqualTo(hex.parseHex("701e130634bc288f4493e3f4b5b6dc6bb3d6cb42e193b15663fd649fa6103fac"));
    }
}
