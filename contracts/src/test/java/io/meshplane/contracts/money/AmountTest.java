package io.meshplane.contracts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    private static final BigInteger MAX = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    @Test
    void holdsTheWholeRangeAndNoMore() {
        assertThat(Amount.parse(MAX.toString()).value()).isEqualTo(MAX);
        assertThat(Amount.parse("0")).isEqualTo(Amount.ZERO);
        assertThatThrownBy(() -> Amount.parse(MAX.add(BigInteger.ONE).toString()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Amount(MAX).plus(Amount.of(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Amount.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "01", "1.0", "1e3", " 1", "0x1", "١"})
    void readsPlainDecimalsOnly(String text) {
        assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eip155:1/slip44:60", "eip155:100/erc20:0x00000000000000000000000000000000000000aa"})
    void assetsAreWrittenAsTheyAreRead(String text) {
        assertThat(Asset.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"eip155:0/slip44:60", "eip155:1/slip44:61", "eip155:1/erc20:0x00", "bip122:1/slip44:60", ""})
    void otherAssetsAreRefused(String text) {
        assertThatThrownBy(() -> Asset.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
