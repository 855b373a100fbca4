package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.stack.BenchNode;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.size.BatchEncoding;
import io.meshplane.bench.telemetry.size.Compression;
import io.meshplane.bench.telemetry.size.NativeFormat;
import io.meshplane.bench.telemetry.size.Otlp;
import io.meshplane.bench.telemetry.size.RemoteWrite;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All uploads of one load. Every door gets the same values.
 *
 * @param nodes who sends: nodes of this load alone, so that a server knows nothing of them from another one
 */
record Uploads(Spool spool, List<BenchNode> nodes) implements AutoCloseable {
    private static final long BOOT = 0x42;
    private static final int NODES_AT_ONCE = 32;

    Uploads {
        nodes = List.copyOf(nodes);
    }

    /** Encodes them into a file; takes as long as the encoder of the door's format takes. */
    static Uploads make(Workload workload, Door door, Path folder) throws IOException {
        Spool spool = new Spool(folder.resolve(door.key() + ".spool"));
        List<BenchNode> nodes = new ArrayList<>();
        for (int i = 0; i < workload.nodes(door); i++) nodes.add(BenchNode.fresh());
        for (int from = 0; from < nodes.size(); from += NODES_AT_ONCE) {
            int first = from;
            List<List<Upload>> made = IntStream.range(from, Math.min(nodes.size(), from + NODES_AT_ONCE))
                    .parallel()
                    .mapToObj(i -> uploads(workload, door, nodes.get(i), i))
                    .toList();
            for (int i = 0; i < made.size(); i++) {
                for (Upload upload : made.get(i)) spool.add(first + i, upload.body(), upload.values());
            }
        }
        return new Uploads(spool, nodes);
    }

    private record Upload(byte[] body, int values) {}

    private static List<Upload> uploads(Workload workload, Door door, BenchNode node, int index) {
        BatchEncoding encoding = encoding(door, node, index);
        Compression compression = compression(door);
        return workload.minutes(door, index).stream()
                .map(minute -> new Upload(compression.of(encoding.encode(minute)), (int) Recording.valueCount(minute)))
                .toList();
    }

    private static BatchEncoding encoding(Door door, BenchNode node, int index) {
        String name = "gw-" + index;
        return switch (door) {
            case REMOTE_WRITE_1 -> RemoteWrite.version1(List.of(new Label("node", name)));
            case REMOTE_WRITE_2 -> RemoteWrite.version2(List.of(new Label("node", name)));
            case OTLP_GZIP, OTLP_ZSTD -> Otlp.perScrape(name);
            case NATIVE, NATIVE_CLIENT -> new Messages(node.id().value());
        };
    }

    private static Compression compression(Door door) {
        return switch (door) {
            case REMOTE_WRITE_1, REMOTE_WRITE_2 -> Compression.SNAPPY;
            case OTLP_GZIP -> Compression.GZIP_6;
            case OTLP_ZSTD -> Compression.ZSTD_3;
            case NATIVE, NATIVE_CLIENT -> Compression.NONE;
        };
    }

    /** A node's chain of messages in our format. */
    private static final class Messages implements BatchEncoding {
        private final String node;
        private final ReportWriter writer = new ReportWriter(Lane.LIVE);
        private long sequence;

        Messages(String node) {
            this.node = node;
        }

        @Override
        public byte[] encode(MetricTable minute) {
            return writer.write(NativeFormat.report(node, BOOT, ++sequence, minute, new LogLines()));
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
