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

/**
 * All uploads of one load. Every door gets the same values.
 *
 * @param nodes who sends: nodes of this load alone, so that a server knows nothing of them from another one
 */
record Uploads(Spool spool, List<BenchNode> nodes) implements AutoCloseable {
    private static final long BOOT = 0x42;

    Uploads {
        nodes = List.copyOf(nodes);
    }

    /** Encodes them into a file; takes as long as the encoder of the door's format takes. */
    static Uploads make(Workload workload, Door door, Path folder) throws IOException {
        Spool spool = new Spool(folder.resolve(door.key() + ".spool"));
        List<BenchNode> nodes = new ArrayList<>();
        boolean clients = door == Door.NATIVE_CLIENT;
        int count = clients ? workload.clients() : workload.gateways();
        for (int i = 0; i < count; i++) {
            BenchNode node = BenchNode.fresh();
            nodes.add(node);
            BatchEncoding encoding = encoding(door, node, i);
            Compression compression = compression(door);
            for (MetricTable minute : clients ? workload.client(i) : workload.gateway(i)) {
                spool.add(i, compression.of(encoding.encode(minute)), (int) Recording.valueCount(minute));
            }
        }
        return new Uploads(spool, nodes);
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
