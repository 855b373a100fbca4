package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexTest {
    private static final BigInteger MAX_UINT256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    @Test
    void readsAndWritesQuantitiesAsTheJsonRpcSpecificationShows() throws MalformedChainDataException {
        assertThat(HexQuantity.parseLong("0x41")).isEqualTo(65);
        assertThat(HexQuantity.parseLong("0x400")).isEqualTo(1024);
        assertThat(HexQuantity.parseLong("0x0")).isZero();
        assertThat(HexQuantity.format(65)).isEqualTo("0x41");
        assertThat(HexQuantity.format(0)).isEqualTo("0x0");
    }

    @Test
    void keepsTheLargestUnsigned256BitInteger() throws MalformedChainDataException {
        String text = HexQuantity.format(MAX_UINT256);

        assertThat(text).hasSize(66);
        assertThat(HexQuantity.parse(text)).isEqualTo(MAX_UINT256);
        assertThatThrownBy(() -> HexQuantity.parse(text + "0")).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void keepsTheLargest63BitNumber() throws MalformedChainDataException {
        assertThat(HexQuantity.parseLong("0x7fffffffffffffff")).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> HexQuantity.parseLong("0x8000000000000000"))
                .isInstanceOf(MalformedChainDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x00", "0x0400", "ff", "0xg", "0x-1", "0x+1", "0X1", " 0x1", "0x1 ", "0x٣"})
    void refusesAQuantityInAnyOtherForm(String text) {
        assertThatThrownBy(() -> HexQuantity.parse(text)).isInstanceOf(MalformedChainDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "0x0", "0xf0f0f", "004200", "0xzz", "0X00", "0x 0", "0x٣٣"})
    void refusesDataInAnyOtherForm(String text) {
        assertThatThrownBy(() -> HexData.parse(text)).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void readsDataOfEitherCase() throws MalformedChainDataException {
        assertThat(HexData.parse("0x")).isEqualTo(Bytes.EMPTY);
        assertThat(HexData.parse("0x004A4b")).isEqualTo(Bytes.of((byte) 0, (byte) 0x4a, (byte) 0x4b));
    }

    @Test
    void refusesDataOfTheWrongSize() {
        assertThatThrownBy(() -> HexData.parse("0x0011", 3)).isInstanceOf(MalformedChainDataException.class);
    }
}
