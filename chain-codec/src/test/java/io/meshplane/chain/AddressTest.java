package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void writesTheChecksumsOfEip55(String text) throws MalformedChainDataException {
        assertThat(Address.parse(text.toLowerCase(Locale.ROOT))).hasToString(text);
        assertThat(Address.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
                "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00",
                ""
            })
    void refusesAFalseChecksumOrShape(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void acceptsAllUpperCase() throws MalformedChainDataException {
        Address address = Address.parse("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED");

        assertThat(address.toLowerHex()).isEqualTo("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
    }
}
