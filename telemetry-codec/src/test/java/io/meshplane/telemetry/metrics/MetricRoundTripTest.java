package io.meshplane.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MetricRoundTripTest {
    private static final int SLOT_BITS = 12;

    private final MetricWriter writer = new MetricWriter(SLOT_BITS);
    private final MetricReader reader = new MetricReader(SLOT_BITS, Limits.DEFAULT);
    private final BitEncoder out = new BitEncoder();
    private final BitDecoder in = new BitDecoder();
    private final Cells cells = new Cells();
    private final MetricTable back = new MetricTable();

    @Test
    void returnsHundredsOfHostileHistoriesToTheBit() throws MalformedException {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);

        for (int host = 0; host < 300; host++) {
            HostileTables tables = new HostileTables(random);
            writer.reset();
            reader.reset();
            for (int message = 0; message < 24; message++) {
                MetricTable table = tables.next();

                assertThat(send(table))
                        .as("seed %d, host %d, message %d", seed, host, message)
                        .isEqualTo(table);
            }
        }
    }

    @Test
    void returnsARouterAndAnExporterForHours() throws MalformedException {
        RouterTelemetry relay = RouterTelemetry.of("relay", 5);
        ExporterTelemetry exporter = new ExporterTelemetry(5);
        for (int message = 0; message < 200; message++) {
            MetricTable table = relay.next(6);

            assertThat(send(table)).as("relay, message %d", message).isEqualTo(table);
        }
        writer.reset();
        reader.reset();
        for (int message = 0; message < 100; message++) {
            MetricTable table = exporter.next(1 + message % 9);

            assertThat(send(table)).as("exporter, message %d", message).isEqualTo(table);
        }
    }

    @Test
    void tellsAbsentFromNaNAndFromZero() throws MalformedException {
        MetricTable table = new MetricTable();
        int column = table.column(new SeriesId("s", List.of()), MetricTable.Kind.NUMBER);
        for (int row = 0; row < 4; row++) table.addRow(row);
        table.setNumber(column, 1, Double.NaN);
        table.setNumber(column, 2, 0);

        MetricTable read = send(table);

        assertThat(read.has(0, 0)).isFalse();
        assertThat(read.number(0, 1)).isNaN();
        assertThat(read.has(0, 1)).isTrue();
        assertThat(read.number(0, 2)).isZero();
        assertThat(read).isEqualTo(table);
    }

    @Test
    void aSeriesThatIsLeftOutComesBackCheaply() throws MalformedException {
        RouterTelemetry router = RouterTelemetry.of("relay", 9);
        for (int message = 0; message < 10; message++) send(router.next(6));
        SeriesId extra = new SeriesId("battery_volts", List.of());
        MetricTable with = router.next(6);
        for (int row = 0; row < 6; row++) with.setNumber(with.column(extra, MetricTable.Kind.NUMBER), row, 12.5);
        send(with);
        int without = size(router.next(6));

        MetricTable again = router.next(6);
        for (int row = 0; row < 6; row++) again.setNumber(again.column(extra, MetricTable.Kind.NUMBER), row, 12.5);

        assertThat(size(again)).isLessThan(without + 40);
    }

    @Test
    void roundsToADeclaredStepAndToNothingElse() throws MalformedException {
        MetricTable table = new MetricTable();
        int rtt = table.column(new SeriesId("rtt_ms", List.of()), MetricTable.Kind.NUMBER);
        int exact = table.column(new SeriesId("exact", List.of()), MetricTable.Kind.NUMBER);
        table.declareStep(rtt, 0.1);
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < 100; row++) {
            table.addRow(row);
            table.setNumber(rtt, row, random.nextInt(100_000) / 1000.0);
            table.setNumber(exact, row, random.nextDouble());
        }

        MetricTable read = send(table);

        assertThat(read.step(0)).isEqualTo(0.1);
        for (int row = 0; row < 100; row++) {
            assertThat(Math.abs(read.number(0, row) - table.number(rtt, row))).isLessThanOrEqualTo(0.05 + 1e-12);
            assertThat(read.number(0, row)).isEqualTo(Math.rint(read.number(0, row) * 10) / 10);
            assertThat(read.bits(1, row)).isEqualTo(table.bits(exact, row));
        }
    }

    @Test
    void aStepSavesTheBitsThatItTakesAway() throws MalformedException {
        int fine = sizeOfRtt(0);
        reset();
        int coarse = sizeOfRtt(0.1);

        double savedBitsPerValue = (fine - coarse) * 8 / 600.0;

        assertThat(savedBitsPerValue).isBetween(6.0, 7.2); // log2(100) = 6.6
    }

    private int sizeOfRtt(double step) throws MalformedException {
        SplittableRandom random = new SplittableRandom(3);
        MetricTable table = new MetricTable();
        int rtt = table.column(new SeriesId("rtt_ms", List.of()), MetricTable.Kind.NUMBER);
        table.declareStep(rtt, step);
        for (int row = 0; row < 600; row++) {
            table.addRow(row * 10_000L);
            table.setNumber(rtt, row, Math.rint(30_000 + 1_000 * random.nextGaussian()) / 1000);
        }
        return size(table);
    }

    private void reset() {
        writer.reset();
        reader.reset();
    }

    private int size(MetricTable table) throws MalformedException {
        send(table);
        return out.sizeBytes();
    }

    private MetricTable send(MetricTable table) throws MalformedException {
        out.reset();
        writer.write(out, table);
        byte[] message = out.finish();
        in.reset(message, 0, message.length);
        reader.read(in, cells, back);
        assertThat(in.exhausted()).isFalse();
        return back;
    }
}
