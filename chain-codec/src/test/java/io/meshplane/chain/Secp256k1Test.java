package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Secp256k1Test {
    private static final Hash32 SOME_HASH = Keccak256.hash("a message");

    @Test
    void signsAsTheKnownDeterministicVector() throws NoSuchAlgorithmException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest("Satoshi Nakamoto".getBytes(StandardCharsets.US_ASCII));

        Signature signature = Secp256k1.sign(new Hash32(Bytes.of(digest)), BigInteger.ONE);

        assertThat(signature.r().toString(16))
                .isEqualTo("934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8");
        assertThat(signature.s().toString(16))
                .isEqualTo("2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");
    }

    @Test
    void derivesKnownAddresses() {
        assertThat(Secp256k1.addressOf(BigInteger.ONE)).hasToString("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");
        assertThat(Wallet.of(Hash32.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"))
                        .address())
                .hasToString("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    }

    @Test
    void recoversTheSignerOfRandomHashes() {
        Random random = Seeded.random("recovery");
        for (int trial = 0; trial < 200; trial++) {
            BigInteger key = new BigInteger(256, random)
                    .mod(Secp256k1.N.subtract(BigInteger.ONE))
                    .add(BigInteger.ONE);
            byte[] content = new byte[32];
            random.nextBytes(content);
            Hash32 hash = new Hash32(Bytes.of(content));

            Signature signature = Secp256k1.sign(hash, key);

            assertThat(signature.s()).isLessThanOrEqualTo(Secp256k1.N.shiftRight(1));
            assertThat(Secp256k1.recover(hash, signature)).contains(Secp256k1.addressOf(key));
        }
    }

    @Test
    void refusesTheMalleableTwinOfASignature() {
        Signature signature = Secp256k1.sign(SOME_HASH, BigInteger.TEN);

        Signature twin = new Signature(1 - signature.yParity(), signature.r(), Secp256k1.N.subtract(signature.s()));

        assertThat(Secp256k1.recover(SOME_HASH, signature)).isPresent();
        assertThat(Secp256k1.recover(SOME_HASH, twin)).isEmpty();
    }

    @Test
    void recoversAnotherAddressWithTheOtherParity() {
        Signature signature = Secp256k1.sign(SOME_HASH, BigInteger.TEN);

        Signature other = new Signature(1 - signature.yParity(), signature.r(), signature.s());

        assertThat(Secp256k1.recover(SOME_HASH, other)).isNotEqualTo(Secp256k1.recover(SOME_HASH, signature));
    }

    @Test
    void recoversNobodyFromNumbersOutOfRange() {
        BigInteger one = BigInteger.ONE;

        assertThat(Secp256k1.recover(SOME_HASH, Signature.UNSIGNED)).isEmpty();
        assertThat(Secp256k1.recover(SOME_HASH, new Signature(0, one, BigInteger.ZERO)))
                .isEmpty();
        assertThat(Secp256k1.recover(SOME_HASH, new Signature(0, Secp256k1.N, one)))
                .isEmpty();
        assertThat(Secp256k1.recover(
                        SOME_HASH, new Signature(0, one.shiftLeft(256).subtract(one), one)))
                .isEmpty();
        // no point of the curve has x = 5
        assertThat(Secp256k1.recover(SOME_HASH, new Signature(0, BigInteger.valueOf(5), one)))
                .isEmpty();
    }

    @Test
    void refusesAKeyOutsideTheGroup() {
        assertThatThrownBy(() -> Secp256k1.addressOf(BigInteger.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secp256k1.addressOf(Secp256k1.N)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverPrintsAPrivateKey() {
        Wallet wallet = Wallet.of(SOME_HASH);

        assertThat(wallet).hasToString("Wallet[" + wallet.address() + "]");
    }
}
