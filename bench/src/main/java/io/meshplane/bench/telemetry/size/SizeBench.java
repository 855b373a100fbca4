package io.meshplane.bench.telemetry.size;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Bytes per value and per line of log, ours and the peers', all computed from the same recordings. */
public final class SizeBench {
    /** Keys of our formats. */
    public static final String CHAINED = "meshplane2_chained";

    /** A message that builds on nothing. */
    public static final String SELF_CONTAINED = "meshplane2_self";

    private static final String OURS = "Meshplane 2";

    /** A peer and what it is compressed with. */
    private record Peer(String key, String title, Supplier<BatchEncoding> encoding, List<Compression> compressions) {}

    private final boolean quick;
    private final Consumer<String> progress;

    /** @param progress told what is being measured */
    public SizeBench(boolean quick, Consumer<String> progress) {
        this.quick = quick;
        this.progress = progress;
    }

    private List<Peer> peers(String node) {
        List<Compression> zstd = thorough(Compression.ZSTD_3, Compression.ZSTD_19);
        return List.of(
                new Peer("json", "JSON lines", JsonLines::new, List.of(Compression.NONE, Compression.GZIP_6)),
                new Peer("influx", "Influx line", InfluxLines::new, List.of(Compression.GZIP_6)),
                new Peer(
                        "otlp_scrape",
                        "OTLP per scrape",
                        () -> Otlp.perScrape(node),
                        List.of(Compression.NONE, Compression.GZIP_6, Compression.ZSTD_3)),
                new Peer("otlp_merged", "OTLP merged", () -> Otlp.merged(node), zstd),
                new Peer(
                        "remote_write1",
                        "remote-write 1",
                        () -> RemoteWrite.version1(List.of()),
                        List.of(Compression.SNAPPY)),
                new Peer(
                        "remote_write2",
                        "remote-write 2",
                        () -> RemoteWrite.version2(List.of()),
                        List.of(Compression.SNAPPY, Compression.ZSTD_3)),
                new Peer("gorilla", "Gorilla, shared times, no names", Gorilla::new, zstd),
                new Peer("columnar_chained", "columns of deltas, chained, no names", Columnar::new, zstd));
    }

    /** The slow level is worth waiting for once, not in a quick run. */
    private List<Compression> thorough(Compression fast, Compression slow) {
        return quick ? List.of(fast) : List.of(fast, slow);
    }

    /** @throws Unusable if one of our messages does not come back as it was */
    public List<SizeFigure> metrics(List<Recording> recordings) throws Unusable {
        List<SizeFigure> figures = new ArrayList<>();
        for (Recording recording : recordings) {
            for (BatchLength length : BatchLength.measured(quick)) {
                progress.accept("bytes per value: " + recording.name() + ", " + length.key());
                List<MetricTable> batches = recording.batches(length.millis());
                Rows rows = new Rows(recording.name(), length.key(), recording.valueCount());
                for (Peer peer : peers(recording.name())) rows.add(peer, batches);
                try {
                    rows.add(SELF_CONTAINED, OURS + ", self-contained", NativeFormat.size(batches, false));
                    rows.add(CHAINED, OURS + ", chained", NativeFormat.size(batches, true));
                } catch (NotLosslessException wrong) {
                    throw rows.wrong(wrong);
                }
                figures.addAll(rows.figures);
            }
        }
        return figures;
    }

    /** @throws Unusable if one of our messages does not come back as it was */
    public List<SizeFigure> logs(List<Recording> recordings) throws Unusable {
        List<SizeFigure> figures = new ArrayList<>();
        for (Recording recording : recordings) {
            if (recording.log().count() == 0) continue;
            for (BatchLength length : BatchLength.measured(quick)) {
                progress.accept("bytes per log line: " + recording.name() + ", " + length.key());
                List<LogLines> batches = recording.logBatches(length.millis());
                Rows rows =
                        new Rows(recording.name(), length.key(), recording.log().count());
                for (Compression compression : thoroughOnText()) {
                    long bytes = 0;
                    for (LogLines batch : batches) bytes += compression.of(LogFormats.text(batch)).length;
                    rows.add("text" + compression.keyPart(), "text" + compression.words(), bytes);
                }
                try {
                    rows.add(SELF_CONTAINED, OURS + ", self-contained", LogFormats.nativeSize(batches, false));
                    rows.add(CHAINED, OURS + ", chained", LogFormats.nativeSize(batches, true));
                } catch (NotLosslessException wrong) {
                    throw rows.wrong(wrong);
                }
                figures.addAll(rows.figures);
            }
        }
        return figures;
    }

    private List<Compression> thoroughOnText() {
        List<Compression> compressions = new ArrayList<>(List.of(Compression.NONE, Compression.GZIP_6));
        compressions.addAll(thorough(Compression.ZSTD_3, Compression.ZSTD_19));
        return compressions;
    }

    private static final class Rows {
        private final String node;
        private final String batch;
        private final long units;
        private final List<SizeFigure> figures = new ArrayList<>();

        Rows(String node, String batch, long units) {
            this.node = node;
            this.batch = batch;
            this.units = units;
        }

        void add(String key, String title, long bytes) {
            figures.add(new SizeFigure(node, batch, key, title, bytes, units));
        }

        void add(Peer peer, List<MetricTable> batches) {
            BatchEncoding encoding = peer.encoding().get();
            long[] bytes = new long[peer.compressions().size()];
            for (MetricTable table : batches) {
                byte[] plain = encoding.encode(table);
                for (int i = 0; i < bytes.length; i++)
                    bytes[i] += peer.compressions().get(i).of(plain).length;
            }
            for (int i = 0; i < bytes.length; i++) {
                Compression compression = peer.compressions().get(i);
                add(peer.key() + compression.keyPart(), peer.title() + compression.words(), bytes[i]);
            }
        }

        Unusable wrong(NotLosslessException how) {
            return new Unusable(Unusable.FAILED, node + ", " + batch + ", " + how.getMessage());
        }
    }
}
