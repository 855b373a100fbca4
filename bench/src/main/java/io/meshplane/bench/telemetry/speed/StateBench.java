package io.meshplane.bench.telemetry.speed;

import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.size.BatchLength;
import io.meshplane.bench.telemetry.size.NativeFormat;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.ReportReader;
import io.meshplane.telemetry.stream.ReportWriter;
import io.meshplane.telemetry.stream.Workspace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a receiver keeps of a whole network: the states of many nodes that have sent metrics and log lines for some minutes, as
 * bytes that the heap holds more than before.
 */
public final class StateBench {
    private static final int NODES = 10_000;
    private static final int QUICK_NODES = 1_000;
    private static final int MINUTES = 10;
    /** Of a hundred nodes: so many are as the recording with the most series, so many as the middle one; the others as the least. */
    private static final int LARGEST = 2;

    private static final int MIDDLE = 18;

    private final int nodes;
    private final Consumer<String> progress;

    /** @param progress told what is being measured */
    public StateBench(boolean quick, Consumer<String> progress) {
        this.nodes = quick ? QUICK_NODES : NODES;
        this.progress = progress;
    }

    /** Receivers of all nodes together, then of each kind. */
    public StateFigure measure(List<Recording> recordings) {
        progress.accept("state of " + nodes + " nodes");
        List<Recording> bySize = recordings.stream()
                .sorted(Comparator.comparingInt(recording -> recording.metrics().columns()))
                .toList();
        List<Recording> kinds = List.of(bySize.getLast(), bySize.get(bySize.size() / 2), bySize.getFirst());
        int largest = nodes * LARGEST / 100;
        int middle = nodes * MIDDLE / 100;
        int[] counts = {largest, middle, nodes - largest - middle};
        Workspace workspace = new Workspace();
        List<ReportReader> kept = new ArrayList<>();
        List<StateFigure.Kind> figures = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            List<byte[]> messages = messages(kinds.get(i));
            received(messages, workspace); // what is set up once is not a node's
            long before = heldBytes();
            for (int node = 0; node < counts[i]; node++) kept.add(received(messages, workspace));
            figures.add(new StateFigure.Kind(kinds.get(i).name(), counts[i], heldBytes() - before));
        }
        long said = kept.stream().mapToLong(ReportReader::sizeBytes).sum();
        return new StateFigure(figures, said);
    }

    private static List<byte[]> messages(Recording recording) {
        List<MetricTable> batches = recording.batches(BatchLength.MINUTE.millis());
        List<LogLines> lines = recording.log().batches(BatchLength.MINUTE.millis());
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < Math.min(MINUTES, batches.size()); i++) {
            LogLines log = i < lines.size() ? lines.get(i) : new LogLines();
            messages.add(writer.write(NativeFormat.report(i + 1, batches.get(i), log)));
        }
        return messages;
    }

    private static ReportReader received(List<byte[]> messages, Workspace workspace) {
        ReportReader reader = NativeFormat.reader();
        for (byte[] message : messages) {
            if (!(reader.read(message, workspace) instanceof Received.Accepted))
                throw new IllegalStateException("not accepted");
        }
        return reader;
    }

    private static long heldBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
