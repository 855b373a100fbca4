package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalMessageTest {
    /** Account 0 of anvil. */
    private static final Wallet WALLET =
            Wallet.of(Hash32.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));

    private static final String R_AND_S = "c1977b761f1dd36c29795783460d241885c8e7f9d962dbe7bba2753fd94e89b4"
            + "44a1cd9ed855dd09afa3b73f7c2bd097ec9abc2d2775d737505a02d3f0cafa59";

    /** As anvil 1.7.1 answers personal_sign. */
    @ParameterizedTest
    @CsvSource({
        "'', 0xc1977b761f1dd36c29795783460d241885c8e7f9d962dbe7bba2753fd94e89b4"
                + "44a1cd9ed855dd09afa3b73f7c2bd097ec9abc2d2775d737505a02d3f0cafa591b",
        "Grüße, 0x5f06b22702feadc8921e147da92f713c7c8f28488f3dd3a6b5457b9c1ba4d47c"
                + "6e604d6cb7158f57a06a4bfa5906aeef0c1e7ef212ba5cb67bb56c44ec6acb001c"
    })
    void isSignedAsARealNodeSignsIt(String text, String signature) {
        PersonalMessage message = new PersonalMessage(text);

        assertThat(WALLET.sign(message).toHex()).isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1b", "00", "1B"})
    void tellsItsSignerWhateverTheFormOfV(String v) throws MalformedChainDataException {
        Signature signature = Signature.parse("0x" + R_AND_S + v);

        assertThat(new PersonalMessage("").signer(signature)).contains(WALLET.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1c", "01"})
    void tellsAnotherSignerByTheOtherParity(String v) throws MalformedChainDataException {
        Signature signature = Signature.parse("0x" + R_AND_S + v);

        assertThat(new PersonalMessage("").signer(signature)).isNotEqualTo(Optional.of(WALLET.address()));
    }

    @Test
    void tellsAnotherSignerOfAnotherText() {
        Signature signature = WALLET.sign(new PersonalMessage("a"));

        assertThat(new PersonalMessage("b").signer(signature)).isNotEqualTo(Optional.of(WALLET.address()));
    }

    @Test
    void hasNoSignerWhereSIsHigh() {
        Signature low = WALLET.sign(new PersonalMessage("a"));
        Signature high = new Signature(1 - low.yParity(), low.r(), Secp256k1.N.subtract(low.s()));

        assertThat(new PersonalMessage("a").signer(high)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                R_AND_S + "1b",
                "0x" + R_AND_S,
                "0x" + R_AND_S + "1b00",
                "0x" + R_AND_S + "02",
                "0x" + R_AND_S + "1a",
                "0x" + R_AND_S + "1d",
                "0x" + R_AND_S + "ff",
                "0x" + R_AND_S + "1g"
            })
    void refusesWhatIsNoSignature(String text) {
        assertThatThrownBy(() -> Signature.parse(text)).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void readsWhatItWrites() throws MalformedChainDataException {
        Random random = Seeded.random("signatures");
        for (int trial = 0; trial < 100; trial++) {
            Signature signature = WALLET.sign(new PersonalMessage(Long.toString(random.nextLong())));

            String hex = signature.toHex();

            assertThat(Signature.parse(hex)).isEqualTo(signature);
            assertThat(Signature.parse("0x" + hex.substring(2).toUpperCase(Locale.ROOT)))
                    .isEqualTo(signature);
        }
    }
}
