package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.SeriesHandle;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Span;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleBufferTest {
    private static final long LARGE = 64L << 20;

    @TempDir
    private Path data;

    @Test
    void keepsScrapesLinesAndNotesInTheirOrderOverARestart() throws IOException {
        Note note = new Note(5, 20, "uplink-down", "why");
        SampleBuffer buffer = open(LARGE);
        BufferRig rig = new BufferRig(3);
        buffer.add(rig.next());
        buffer.addLines(List.of(BufferRig.line(1), new byte[0]));
        buffer.add(note);
        buffer.add(rig.next());

        SampleBuffer reopened = open(LARGE);
        BatchContents batch = reopened.gather(Lane.BACKLOG, new Span(0, 4));

        assertThat(reopened.head()).isEqualTo(4);
        assertThat(batch.extent().complete()).isTrue();
        assertThat(batch.metrics().rows()).isEqualTo(2);
        int column = batch.metrics().find(new SeriesId("metric_2_total", List.of()));
        assertThat(batch.metrics().number(column, 1)).isEqualTo((double) BufferRig.value(2, 1));
        assertThat(batch.lines().count()).isEqualTo(2);
        assertThat(batch.lines().line(0)).isEqualTo(BufferRig.line(1));
        assertThat(batch.notes()).containsExactly(note);
        assertThat(reopened.losses()).isEqualTo(Losses.NONE);
    }

    @Test
    void keepsEveryBitOfAValueAndTellsWhatWasNotSampled() throws IOException {
        SeriesHandle one = SeriesHandle.of("one");
        SeriesHandle two = SeriesHandle.of("two", List.of(), 0.5);
        double oddNan = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        double[] values = {0, -0.0, 1, 0x1p53, -0x1p53, 0x1p53 + 2, Double.MIN_VALUE, oddNan, 1e300, -7, 0.1, -0.0, 5};
        SampleBuffer buffer = open(LARGE);
        for (int i = 0; i < values.length; i++) {
            buffer.add(new Scrape(1000 - i, new SeriesHandle[] {one}, bits(values[i])));
        }
        buffer.add(new Scrape(3, new SeriesHandle[] {two}, bits(1.5)));
        buffer.add(new Scrape(4, new SeriesHandle[] {two, one}, bits(2, 9)));

        MetricTable table = BufferRig.all(open(LARGE)).getFirst().metrics();

        int first = table.find(new SeriesId("one", List.of()));
        int second = table.find(new SeriesId("two", List.of()));
        for (int i = 0; i < values.length; i++) {
            assertThat(table.bits(first, i)).isEqualTo(Double.doubleToRawLongBits(values[i]));
            assertThat(table.timeMs(i)).isEqualTo(1000 - i);
            assertThat(table.has(second, i)).isFalse();
        }
        assertThat(table.has(first, values.length)).isFalse();
        assertThat(table.number(first, values.length + 1)).isEqualTo(9);
        assertThat(table.number(second, values.length + 1)).isEqualTo(2);
        assertThat(table.step(second)).isEqualTo(0.5);
    }

    @Test
    void keepsCountsOfAllSixtyFourBitsAlsoWhenTheyRestartOrWrap() throws IOException {
        SeriesHandle[] count = {SeriesHandle.count("count_total", List.of())};
        long[] values = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 5, 5, -2, 1};
        SampleBuffer buffer = open(LARGE);
        for (int i = 0; i < values.length; i++) buffer.add(new Scrape(i, count, new long[] {values[i]}));

        MetricTable table = BufferRig.all(open(LARGE)).getFirst().metrics();

        assertThat(table.kind(0)).isEqualTo(MetricTable.Kind.COUNT);
        for (int i = 0; i < values.length; i++) assertThat(table.bits(0, i)).isEqualTo(values[i]);
    }

    @Test
    void keepsASeriesThatComesBackAsAnotherKind() throws IOException {
        SampleBuffer buffer = open(LARGE);
        buffer.add(new Scrape(0, new SeriesHandle[] {SeriesHandle.count("x", List.of())}, new long[] {7}));
        buffer.add(new Scrape(1, new SeriesHandle[] {SeriesHandle.of("x")}, bits(8)));
        buffer.add(new Scrape(2, new SeriesHandle[] {SeriesHandle.count("x", List.of())}, new long[] {9}));

        MetricTable table = BufferRig.all(open(LARGE)).getFirst().metrics();

        for (int row = 0; row < 3; row++) assertThat(table.number(0, row)).isEqualTo(7 + row);
    }

    private static long[] bits(double... values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void readsOnWhereTheLastBatchEndedWhileItIsWritten() throws IOException {
        SampleBuffer buffer = open(1 << 20);
        BufferRig rig = new BufferRig(50);
        for (int batch = 0; batch < 300; batch++) {
            long from = buffer.head();
            for (int i = 0; i < 6; i++) buffer.add(rig.next());
            BatchContents read = buffer.gather(Lane.LIVE, new Span(from, buffer.head()));
            assertThat(read.metrics().rows()).isEqualTo(6);
            assertThat(read.metrics().timeMs(0)).isEqualTo(batch * 6L);
            BufferRig.deliver(buffer, buffer.head());
        }
        assertThat(BufferRig.segments(data, "scrapes")).hasSizeLessThanOrEqualTo(2);
        assertThat(buffer.losses()).isEqualTo(Losses.NONE);
    }

    @Test
    void endsABatchThatIsFullBeforeTheNextRecord() throws IOException {
        SampleBuffer buffer = open(LARGE);
        BufferRig rig = new BufferRig(1_000);
        for (int i = 0; i < 100; i++) buffer.add(rig.next());

        BatchContents first = buffer.gather(Lane.BACKLOG, new Span(0, 100));

        assertThat(first.extent().complete()).isFalse();
        assertThat(first.extent().span()).isEqualTo(new Span(0, 10));
        assertThat(first.metrics().rows()).isEqualTo(10);
        assertThat(BufferRig.times(buffer))
                .isEqualTo(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void readsABatchInFlightAgainWithTheSameContentAfterARestart() throws IOException {
        SampleBuffer buffer = open(1 << 20);
        BufferRig rig = new BufferRig(50);
        for (int i = 0; i < 20; i++) buffer.add(rig.next());
        BatchContents before = buffer.gather(Lane.LIVE, new Span(3, 9));
        buffer.keep(
                BufferRig.open(Lane.LIVE, new Span(3, 9), 9), Map.of(Lane.LIVE, BufferRig.attachment()), Losses.NONE);
        for (int i = 0; i < 20_000; i++) buffer.add(rig.next()); // far over the quota

        SampleBuffer reopened = open(1 << 20);
        BatchContents after = reopened.again(Lane.LIVE, new Span(3, 9));

        assertThat(after.metrics()).isEqualTo(before.metrics());
        assertThat(reopened.positions().live()).isNotNull();
        assertThat(reopened.attachment(Lane.LIVE)).contains(BufferRig.attachment());
    }

    @Test
    void opensByNamesAndTheTailOnly() throws IOException {
        SampleBuffer buffer = open(4 << 20);
        BufferRig rig = new BufferRig(100);
        for (int i = 0; i < 4_000; i++) buffer.add(rig.next());
        List<Path> segments = BufferRig.segments(data, "scrapes");
        for (Path old : segments.subList(0, segments.size() - 1)) Files.write(old, new byte[(int) Files.size(old)]);

        SampleBuffer reopened = open(4 << 20);

        assertThat(segments).hasSizeGreaterThan(5);
        assertThat(reopened.head()).isEqualTo(4_000);
        assertThat(reopened.losses().damagedSegments()).isZero();
    }

    @Test
    void countsAllAsNotSentWhereThePositionsAreDamaged() throws IOException {
        SampleBuffer buffer = open(LARGE);
        BufferRig rig = new BufferRig(3);
        for (int i = 0; i < 10; i++) buffer.add(rig.next());
        buffer.keep(Positions.startingAt(10), Map.of(), Losses.NONE);
        Path file = data.resolve("buffer/shipping");
        byte[] bytes = Files.readAllBytes(file);
        bytes[2] ^= 1;
        Files.write(file, bytes);

        SampleBuffer reopened = open(LARGE);

        assertThat(reopened.positions()).isEqualTo(Positions.startingAt(0));
        assertThat(reopened.head()).isEqualTo(10);
    }

    @Test
    void endsABatchWhereTheClockWasSet() throws IOException {
        BufferRig rig = new BufferRig(3);
        SampleBuffer buffer = open(LARGE);
        buffer.add(rig.next());
        buffer.add(rig.next());
        buffer.add(new Note(1, 0, Note.CLOCK_STEP, "stepped_ms=-86400000"));
        buffer.add(rig.next());

        List<BatchContents> batches = BufferRig.all(buffer);

        assertThat(batches).extracting(batch -> batch.metrics().rows()).containsExactly(2, 1);
        assertThat(batches.getLast().notes()).extracting(Note::kind).containsExactly(Note.CLOCK_STEP);
    }

    @Test
    void neverGivesAnIndexTwice() throws IOException {
        SampleBuffer buffer = open(LARGE);
        BufferRig rig = new BufferRig(3);
        for (int i = 0; i < 10; i++) buffer.add(rig.next());
        BufferRig.deliver(buffer, 10);
        open(LARGE).add(new Note(1, 0, "x", ""));
        for (Path segment : BufferRig.segments(data, "scrapes")) Files.delete(segment);
        for (Path segment : BufferRig.segments(data, "notes")) Files.delete(segment);

        assertThat(open(LARGE).head()).isEqualTo(10);
    }

    private SampleBuffer open(long maxBytes) throws IOException {
        return SampleBuffer.open(data, maxBytes, BufferRig.CLOCK);
    }
}
