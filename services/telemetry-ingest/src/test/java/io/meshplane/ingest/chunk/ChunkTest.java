package io.meshplane.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.domain.series.NodeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    private static final long T = 1_780_000_000_000L;
    private static final double[] CURIOUS = {
        0.0,
        -0.0,
        0.1,
        -12.345678,
        1e-7,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        9_007_199_254_740_991.0,
        9_007_199_254_740_994.0
    };

    private final ChunkWriter writer = new ChunkWriter();
    private final ChunkReader reader = new ChunkReader();

    private record Column(int number, boolean count, long[] times, long[] bits) {
        String text() {
            return number + " " + count + " " + Arrays.toString(times) + Arrays.toString(bits);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyValueComesBackToTheBit(long seed) {
        List<Column> columns = columns(new Random(seed));

        byte[] chunk = write(columns);

        assertThat(read(chunk)).isEqualTo(columns.stream().map(Column::text).toList());
    }

    @Test
    void notANumberKeepsItsPayload() {
        Column stale = new Column(0, false, new long[] {T}, new long[] {0x7ff0_0000_0000_0002L});

        assertThat(read(write(List.of(stale)))).containsExactly(stale.text());
    }

    @Test
    void aSeriesIsFoundWithoutDecodingTheOthers() {
        List<Column> columns = columns(new Random(9));
        Column wanted = columns.get(columns.size() / 2);
        assertThat(reader.open(write(columns), T)).isTrue();

        while (reader.next()) if (reader.number() == wanted.number()) break;

        assertThat(reader.read()).isTrue();
        assertThat(column().text()).isEqualTo(wanted.text());
    }

    @Test
    void aScrapeOfCountersTakesLittleRoom() {
        List<Column> columns = new ArrayList<>();
        long[] times = {T, T + 10_003, T + 20_001, T + 29_998, T + 40_002, T + 50_000};
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            long[] bits = new long[6];
            bits[0] = random.nextInt(1_000_000_000);
            for (int k = 1; k < 6; k++) bits[k] = bits[k - 1] + random.nextInt(1_000);
            columns.add(new Column(i, true, times, bits));
        }

        assertThat(write(columns).length).isLessThan(3 * 6 * 400);
    }

    @Test
    void whateverIsFlippedOrCutNothingIsThrown() {
        byte[] chunk = write(columns(new Random(10)));
        Random random = new Random(11);
        int refused = 0;

        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = chunk.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            if (i % 3 == 0) damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            if (walk(damaged)) refused++;
        }

        assertThat(refused).isPositive();
    }

    @Test
    void newestValuesComeBackForTheSeriesThatAreStillThere() {
        NodeSeries series = new NodeSeries();
        for (int i = 0; i < 50; i++) series.restore(2 * i, 1000 + i);
        for (int i = 0; i < 50; i++) series.keep(2 * i, i % 2 == 0, i == 7 ? 0 : T - (long) i * i, -i, i);
        NodeSeries after = new NodeSeries();
        for (int i = 0; i < 40; i++) after.restore(2 * i, 1000 + i);

        assertThat(NewestValues.read(NewestValues.write(series), after)).isTrue();

        for (int i = 0; i < 40; i++) {
            assertThat(after.timeMs(2 * i)).isEqualTo(i == 7 ? 0 : T - (long) i * i);
            if (i == 7) continue;
            assertThat(after.bits(2 * i)).isEqualTo(-i);
            assertThat(after.gapMs(2 * i)).isEqualTo(i);
            assertThat(after.isCount(2 * i)).isEqualTo(i % 2 == 0);
        }
        assertThat(NewestValues.read(new byte[] {1, 2, 3}, after)).isFalse();
    }

    /** True if it was found out. */
    private boolean walk(byte[] damaged) {
        if (!reader.open(damaged, T)) return true;
        while (reader.next()) if (!reader.read()) return true;
        return reader.isDamaged();
    }

    private static List<Column> columns(Random random) {
        List<Column> columns = new ArrayList<>();
        long[] shared = times(random, 6);
        for (int i = 0; i < 60; i++) {
            long[] times = random.nextInt(4) == 0 ? times(random, 1 + random.nextInt(9)) : shared;
            boolean count = random.nextBoolean();
            long[] bits = new long[times.length];
            for (int k = 0; k < bits.length; k++)
                bits[k] = count ? random.nextLong() >>> random.nextInt(64) : number(random);
            columns.add(new Column(random.nextInt(20_000), count, times, bits));
        }
        columns.set(0, new Column(columns.getFirst().number(), false, new long[] {T}, new long[] {0}));
        return columns;
    }

    private static long number(Random random) {
        double value = random.nextInt(3) == 0
                ? CURIOUS[random.nextInt(CURIOUS.length)]
                : Math.rint(random.nextGaussian() * 1000) / Math.pow(10, random.nextInt(4));
        return Double.doubleToRawLongBits(value);
    }

    private static long[] times(Random random, int count) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) times[i] = T + 10_000L * i + random.nextInt(20_000);
        return times;
    }

    private byte[] write(List<Column> columns) {
        writer.begin();
        for (Column column : columns) {
            writer.add(column.number(), column.count(), column.times(), column.bits(), 0, column.bits().length);
        }
        return writer.finish();
    }

    private List<String> read(byte[] chunk) {
        assertThat(reader.open(chunk, writer.firstMs())).isTrue();
        List<String> columns = new ArrayList<>();
        while (reader.next()) {
            assertThat(reader.read()).isTrue();
            columns.add(column().text());
        }
        return columns;
    }

    private Column column() {
        long[] times = new long[reader.size()];
        long[] bits = new long[reader.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = reader.timeMs(i);
            bits[i] = reader.bits(i);
        }
        return new Column(reader.number(), reader.isCount(), times, bits);
    }
}
