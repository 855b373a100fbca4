package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.SeriesHandle;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Span;
import io.meshplane.telemetry.codec.MetricTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fills buffers with scrapes whose time is their number, and empties them again. */
final class BufferRig {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    private final SeriesHandle[] series;
    private long number;

    BufferRig(int seriesCount) {
        series = IntStream.range(0, seriesCount)
                .mapToObj(i -> i % 2 == 0
                        ? SeriesHandle.count("metric_" + i + "_total", List.of())
                        : SeriesHandle.of("metric_" + i))
                .toArray(SeriesHandle[]::new);
    }

    /** A scrape of the next number; its values follow from it. */
    Scrape next() {
        long time = number++;
        long[] bits = new long[series.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = series[i].isCount() ? value(i, time) : Double.doubleToRawLongBits((double) value(i, time));
        }
        return new Scrape(time, series, bits);
    }

    /** Hard to predict, but a function of series and time. */
    static long value(int column, long time) {
        long mixed = (column + 1) * 0x9E37_79B9L + time * 0x85EB_CA6BL;
        return ((mixed * 0x2545_F491L) >>> 20) % 1_000_000;
    }

    static byte[] line(long number) {
        return ("line " + number).getBytes(StandardCharsets.UTF_8);
    }

    long numbers() {
        return number;
    }

    /** Everything that waits, in the order in which it would be sent, without taking it. */
    static List<BatchContents> all(SampleBuffer buffer) throws IOException {
        List<BatchContents> batches = new ArrayList<>();
        long from = 0;
        while (from < buffer.head()) {
            BatchContents batch = buffer.gather(Lane.BACKLOG, new Span(from, buffer.head()));
            if (!batch.extent().empty()) batches.add(batch);
            from = batch.extent().span().to();
        }
        return batches;
    }

    /** Times of all scrapes that wait. */
    static List<Long> times(SampleBuffer buffer) throws IOException {
        List<Long> times = new ArrayList<>();
        for (BatchContents batch : all(buffer)) {
            MetricTable metrics = batch.metrics();
            for (int row = 0; row < metrics.rows(); row++) times.add(metrics.timeMs(row));
        }
        return times;
    }

    /** Marks everything up to there as delivered. */
    static void deliver(SampleBuffer buffer, long to) throws IOException {
        buffer.keep(Positions.startingAt(to), Map.of(), Losses.NONE);
    }

    static Attachment attachment() {
        return new Attachment(1, 2, null, List.of(), List.of(), List.of());
    }

    static Positions open(Lane lane, Span span, long liveFrom) {
        NumberedBatch batch = new NumberedBatch(lane, 77, 3, span);
        return lane == Lane.LIVE
                ? new Positions(liveFrom, List.of(), batch, null)
                : new Positions(liveFrom, List.of(), null, batch);
    }

    /** Bytes on disk of all files below a folder, in whole blocks. */
    static long diskBytes(Path folder) throws IOException {
        long sum = 0;
        for (Path file : files(folder)) sum += SegmentLog.blocks(Files.size(file));
        return sum;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Path> segments(Path data, String shelf) throws IOException {
        return files(data.resolve("buffer").resolve(shelf));
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
