package io.meshplane.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricBlock.Series;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchRoundTripTest {
    @Test
    void returnsTheExample() {
        assertThat(roundTrip(Batches.example())).isEqualTo(Batches.example());
    }

    @Test
    void returnsThousandsOfRandomBatchesToTheBit() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);

        for (int i = 0; i < 5_000; i++) {
            Batch batch = Batches.random(random);

            assertThat(roundTrip(batch)).as("seed %d, batch %d", seed, i).isEqualTo(batch);
        }
    }

    @Test
    void keepsEveryEdgeOfTheDoublesAloneAndTogether() {
        for (double edge : Batches.edges()) assertSameBits(edge);
        assertSameBits(Batches.edges());
    }

    @Test
    void keepsThePayloadOfANaN() {
        assertSameBits(
                Double.longBitsToDouble(0x7ff8_0000_0000_0001L), Double.longBitsToDouble(0xfff8_1234_5678_9abcL));
    }

    @Test
    void keepsCountersUpTo2To64Minus1() {
        UsageCounter full = new UsageCounter("wg0", null, -1L, -1L, Long.MIN_VALUE);
        Batch batch = new Batch("n", 0, 1, 0, "v", 0, null, MetricBlock.EMPTY, List.of(), List.of(full));

        Batch back = roundTrip(batch);

        assertThat(back.usage()).containsExactly(full);
        assertThat(Long.toUnsignedString(back.usage().getFirst().sentBytes())).isEqualTo("18446744073709551615");
    }

    @Test
    void keepsTimesAtBothEndsOfTheRange() {
        long[] times = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MAX_VALUE};

        Batch back = roundTrip(Batches.withMetrics(new MetricBlock(times, List.of())));

        assertThat(back.metrics().sampledAtMs()).isEqualTo(times);
    }

    @Test
    void tellsNoRoutesFromNoBabel() {
        Batch none = new Batch("n", 0, 1, 0, "v", 0, null, MetricBlock.EMPTY, List.of(), List.of());
        Batch zero = new Batch("n", 0, 1, 0, "v", 0, 0, MetricBlock.EMPTY, List.of(), List.of());

        assertThat(roundTrip(none).babelRoutes()).isNull();
        assertThat(roundTrip(zero).babelRoutes()).isZero();
    }

    @Test
    void costsAboutAByteAValueForASteadyCounter() {
        long[] times = LongStream.range(0, 360).map(i -> i * 10_000).toArray();
        double[] values = Arrays.stream(times)
                .mapToDouble(t -> t / 10.0 + (t / 10_000) % 7)
                .toArray();
        Series series = new Series("sent_bytes_total", List.of(new Label("interface", "wg0")), values);

        byte[] bytes = BatchEncoder.encode(Batches.withMetrics(new MetricBlock(times, List.of(series))));

        assertThat(bytes).hasSizeLessThan(360);
    }

    @Test
    void refusesToEncodeTextThatIsNotUnicode() {
        Series series = new Series("s", List.of(new Label("l", "\ud800")), new double[0]);
        Batch batch = Batches.withMetrics(new MetricBlock(new long[0], List.of(series)));

        assertThatIllegalArgumentException().isThrownBy(() -> BatchEncoder.encode(batch));
    }

    private static void assertSameBits(double... values) {
        Series series = new Series("s", List.of(), values);
        Batch batch = Batches.withMetrics(new MetricBlock(new long[values.length], List.of(series)));

        double[] back = roundTrip(batch).metrics().series().getFirst().values();

        assertThat(bits(back)).isEqualTo(bits(values));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static Batch roundTrip(Batch batch) {
        Decoded decoded = BatchDecoder.decode(BatchEncoder.encode(batch), Limits.DEFAULT);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).batch();
    }
}
