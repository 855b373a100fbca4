package io.meshplane.telemetry.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitCoderTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsEncodedIsDecoded(long seed) {
        int bits = 20_000;
        BitEncoder encoder = new BitEncoder();
        Random in = new Random(seed);
        for (int i = 0; i < bits; i++) {
            int p1 = 1 + in.nextInt(65_535);
            encoder.encode(in.nextInt(65_536) < p1 ? 1 : 0, p1);
        }
        byte[] message = encoder.finish();

        BitDecoder decoder = new BitDecoder();
        decoder.reset(message, 0, message.length);
        Random out = new Random(seed);
        for (int i = 0; i < bits; i++) {
            int p1 = 1 + out.nextInt(65_535);
            assertThat(decoder.decode(p1)).isEqualTo(out.nextInt(65_536) < p1 ? 1 : 0);
        }
        assertThat(decoder.overrun()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 32_768, 65_435, 65_535})
    void aMessageIsAsLongAsItsInformation(int p1) {
        Random random = new Random(p1);
        BitEncoder encoder = new BitEncoder();
        double information = 0;
        for (int i = 0; i < 100_000; i++) {
            int bit = random.nextInt(65_536) < p1 ? 1 : 0;
            encoder.encode(bit, p1);
            information -= Math.log((bit == 1 ? p1 : 65_536 - p1) / 65_536.0) / Math.log(2);
        }

        assertThat(encoder.finish().length).isLessThan((int) (information / 8 * 1.001) + 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 64})
    void rawBitsSurvive(int bits) {
        long value = 0xFEDC_BA98_7654_3210L & (bits == 64 ? -1L : (1L << bits) - 1);
        BitEncoder encoder = new BitEncoder();
        encoder.encodeRaw(value, bits);
        byte[] message = encoder.finish();

        BitDecoder decoder = new BitDecoder();
        decoder.reset(message, 0, message.length);

        assertThat(decoder.decodeRaw(bits)).isEqualTo(value);
    }
}
