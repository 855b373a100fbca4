package io.meshplane.bench.telemetry.speed;

import com.sun.management.ThreadMXBean;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.size.BatchLength;
import io.meshplane.bench.telemetry.size.NativeFormat;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportReader;
import io.meshplane.telemetry.stream.ReportWriter;
import io.meshplane.telemetry.stream.Workspace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Values per CPU second of one thread, so that neighbours on the machine count as little as can be. A round is the whole recording
 * as often as it takes for {@link #roundNanos}; rounds for warming up come first and are thrown away.
 */
public final class SpeedBench {
    private static final long QUICK_NANOS = 60_000_000;
    private static final long NANOS = 400_000_000;
    private static final int QUICK_ROUNDS = 3;
    private static final int ROUNDS = 11;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long roundNanos;
    private final int warmUps;
    private final int rounds;
    private final Consumer<String> progress;

    /** @param progress told what is being measured */
    public SpeedBench(boolean quick, Consumer<String> progress) {
        roundNanos = quick ? QUICK_NANOS : NANOS;
        rounds = quick ? QUICK_ROUNDS : ROUNDS;
        warmUps = rounds / 2 + 1;
        this.progress = progress;
    }

    /** One figure a recording. */
    public List<SpeedFigure> measure(List<Recording> recordings) {
        List<SpeedFigure> figures = new ArrayList<>();
        for (Recording recording : recordings) {
            progress.accept("codec speed: " + recording.name());
            figures.add(measure(recording));
        }
        return figures;
    }

    private SpeedFigure measure(Recording recording) {
        List<Report> reports = new ArrayList<>();
        for (MetricTable batch : recording.batches(BatchLength.MINUTE.millis())) {
            reports.add(NativeFormat.report(reports.size() + 1, batch, new LogLines()));
        }
        Chain chain = new Chain(reports);
        double[] encode = new double[rounds];
        double[] decode = new double[rounds];
        for (int round = -warmUps; round < rounds; round++) {
            double encoded = recording.valueCount() / nanosEach(chain::encode) * 1e3;
            double decoded = recording.valueCount() / nanosEach(chain::decode) * 1e3;
            if (round < 0) continue;
            encode[round] = encoded;
            decode[round] = decoded;
        }
        long laterValues =
                recording.valueCount() - Recording.valueCount(reports.getFirst().metrics());
        return new SpeedFigure(
                recording.name(),
                recording.valueCount(),
                Spread.of(encode),
                Spread.of(decode),
                (double) chain.encodeAllocatedBytes / Math.max(1, laterValues),
                (double) chain.decodeAllocatedBytes / Math.max(1, laterValues),
                chain.writer.sizeBytes(),
                chain.reader.sizeBytes());
    }

    /** CPU time of one pass over the recording, from as many as fill a round. */
    private double nanosEach(Runnable pass) {
        long begun = THREADS.getCurrentThreadCpuTime();
        long elapsed = 0;
        int passes = 0;
        while (elapsed < roundNanos) {
            pass.run();
            passes++;
            elapsed = THREADS.getCurrentThreadCpuTime() - begun;
        }
        return (double) elapsed / passes;
    }

    /** A recording on its way through writer and reader, again and again. */
    private static final class Chain {
        private final List<Report> reports;
        private final List<byte[]> messages = new ArrayList<>();
        private final Workspace workspace = new Workspace();
        private ReportWriter writer = new ReportWriter(Lane.LIVE);
        private ReportReader reader = NativeFormat.reader();
        private long encodeAllocatedBytes;
        private long decodeAllocatedBytes;

        Chain(List<Report> reports) {
            this.reports = reports;
        }

        void encode() {
            messages.clear();
            writer = new ReportWriter(Lane.LIVE);
            messages.add(writer.write(reports.getFirst()));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 1; i < reports.size(); i++) messages.add(writer.write(reports.get(i)));
            encodeAllocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }

        void decode() {
            reader = NativeFormat.reader();
            read(messages.getFirst());
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 1; i < messages.size(); i++) read(messages.get(i));
            decodeAllocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }

        private void read(byte[] message) {
            if (!(reader.read(message, workspace) instanceof Received.Accepted))
                throw new IllegalStateException("not accepted");
        }
    }
}
