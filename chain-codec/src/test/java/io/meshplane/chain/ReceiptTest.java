package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
    @Test
    void decodesWhatItEncodedForEveryType() throws MalformedChainDataException {
        RandomChainData data = new RandomChainData(Seeded.random("receipt round trip"));
        for (int type = 0; type <= 4; type++) {
            Receipt receipt = new Receipt(type, type % 2 == 0, 21_000L * type, List.of(data.log(), data.log()));

            assertThat(Receipt.decode(receipt.encode())).isEqualTo(receipt);
        }
    }

    @Test
    void putsTheThreeBitsOfTheKnownBloomExample() {
        // The known example of the yellow paper's filter: bits 1323, 431 and 1319 of this address
        EventLog log =
                new EventLog(Address.fromHex("0x0f572e5295c57f15886f9b263e2f6d2d6c7b5ec6"), List.of(), Bytes.EMPTY);

        Bytes bloom = LogsBloom.of(List.of(log)).bytes();

        long ones = 0;
        for (int i = 0; i < LogsBloom.SIZE_BYTES; i++) {
            ones += Integer.bitCount(bloom.at(i));
        }
        assertThat(ones).isEqualTo(3);
        assertThat(bloom.at(255 - 1323 / 8) & (1 << (1323 % 8))).isNotZero();
        assertThat(bloom.at(255 - 431 / 8) & (1 << (431 % 8))).isNotZero();
        assertThat(bloom.at(255 - 1319 / 8) & (1 << (1319 % 8))).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x01", "0xc0", "0x80", "0xc401c0c0c0"})
    void refusesWhatIsNoReceipt(String hex) {
        assertThatThrownBy(() -> Receipt.decode(Bytes.fromHex(hex))).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void refusesABloomThatIsNotThatOfTheLogs() {
        Bytes forged = Rlp.encodeList(List.of(
                RlpItem.of(1),
                RlpItem.of(21_000),
                RlpItem.of(
                        Bytes.concat(Bytes.of((byte) 1), LogsBloom.EMPTY.bytes().slice(1, 256))),
                RlpItem.listOf()));

        assertThatThrownBy(() -> Receipt.decode(forged)).hasMessageContaining("bloom");
    }
}
