package io.meshplane.ingest;

import io.meshplane.ingest.adapter.db.NodeTables.NewSeries;
import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.chunk.ChunkWriter;
import io.meshplane.ingest.domain.series.ChunkRow;
import io.meshplane.ingest.domain.series.NodeSeries;
import io.meshplane.ingest.domain.series.SeriesHash;
import io.meshplane.ingest.domain.series.SeriesName;
import io.meshplane.ingest.domain.series.TrackedNode;
import io.meshplane.ingest.domain.series.UploadTimes;
import io.meshplane.ingest.domain.series.UploadTimes.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Uploads as rows: decoded once, sorted by hour, each series under its number. Reusable, not thread-safe; no objects per value. */
final class SeriesBatch {
    private final long retentionMs;
    private final int maxSeries;
    private final ChunkWriter chunk = new ChunkWriter();
    private final TreeSet<Long> hours = new TreeSet<>();
    private long[] textHashes = new long[256];
    private long[] timesMs = new long[64];
    private long[] bits = new long[64];

    private final List<ChunkRow> chunks = new ArrayList<>();
    private final List<NewSeries> added = new ArrayList<>();
    private final Set<TrackedNode> nodes = new LinkedHashSet<>();
    private long nowMs;
    private long values;
    private long late;
    private long future;
    private long nameless;

    SeriesBatch(long retentionMs, int maxSeries) {
        this.retentionMs = retentionMs;
        this.maxSeries = maxSeries;
    }

    /** Starts anew. */
    void begin(long now) {
        nowMs = now;
        chunks.clear();
        added.clear();
        nodes.clear();
        values = 0;
        late = 0;
        future = 0;
        nameless = 0;
    }

    /**
     * Adds an upload to its node.
     *
     * @param record the bytes that the reader can open
     * @return false if the upload is damaged: then the batch is of no use any more
     */
    boolean add(UploadReader upload, byte[] record, UUID event, TrackedNode node) {
        if (!upload.open(record)) return false;
        nodes.add(node);
        hashTexts(upload, record);
        UploadTimes times = new UploadTimes(upload.sentAtMs(), upload.receivedAtMs(), upload.isBacklog());
        long correctionMs = times.correctionMs();
        if (!survey(upload, node, correctionMs)) return false;
        beat(upload, node, times, correctionMs);
        for (long hour : hours) {
            chunk.begin();
            upload.open(record);
            while (upload.nextSeries()) addHour(upload, node.series(), correctionMs, hour);
            if (chunk.samples() == 0) continue;
            chunks.add(
                    new ChunkRow(node.nodeNo(), chunk.firstMs(), chunk.lastMs(), event, correctionMs, chunk.finish()));
            values += chunk.samples();
        }
        return true;
    }

    private void hashTexts(UploadReader upload, byte[] record) {
        if (textHashes.length < upload.textCount()) textHashes = new long[2 * upload.textCount()];
        for (int i = 0; i < upload.textCount(); i++) {
            textHashes[i] = SeriesHash.ofText(record, upload.textStart(i), upload.textEnd(i));
        }
    }

    /** Finds the hours, gives numbers to new series, and keeps the newest values. */
    private boolean survey(UploadReader upload, TrackedNode node, long correctionMs) {
        hours.clear();
        long lastHour = Long.MIN_VALUE;
        while (upload.nextSeries()) {
            int number = number(upload, node);
            if (number < 0) {
                nameless += upload.size();
                continue;
            }
            for (int i = 0; i < upload.size(); i++) {
                long timeMs = upload.timeMs(i) + correctionMs;
                if (!isKept(timeMs)) continue;
                long hour = Math.floorDiv(timeMs, ChunkRow.SPAN_MS);
                if (hour != lastHour) hours.add(hour);
                lastHour = hour;
                node.series().observe(number, upload.isCount(), timeMs, upload.bits(i));
            }
        }
        return !upload.isDamaged();
    }

    private boolean isKept(long timeMs) {
        Fate fate = UploadTimes.fate(timeMs, retentionMs, nowMs);
        if (fate == Fate.LATE) late++;
        if (fate == Fate.FUTURE) future++;
        return fate == Fate.KEPT;
    }

    private int number(UploadReader upload, TrackedNode node) {
        long hash = hash(upload);
        NodeSeries series = node.series();
        int number = series.find(hash);
        if (number >= 0 || series.size() >= maxSeries) return number;
        int fresh = series.add(hash);
        added.add(new NewSeries(node.nodeNo(), hash, name(upload, fresh)));
        return fresh;
    }

    private long hash(UploadReader upload) {
        int[] labels = upload.labels();
        long hash = SeriesHash.ofName(textHashes[upload.name()]);
        for (int i = 0; i < upload.labelLength(); i += 2) {
            hash = SeriesHash.withLabel(hash, textHashes[labels[i]], textHashes[labels[i + 1]]);
        }
        return hash;
    }

    private static SeriesName name(UploadReader upload, int number) {
        List<String> labels = new ArrayList<>(upload.labelLength());
        for (int i = 0; i < upload.labelLength(); i++) labels.add(storable(upload.textAt(upload.labels()[i])));
        return new SeriesName(number, storable(upload.textAt(upload.name())), labels);
    }

    /** PostgreSQL's text holds no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    private void addHour(UploadReader upload, NodeSeries series, long correctionMs, long hour) {
        int number = series.find(hash(upload));
        if (number < 0) return;
        if (timesMs.length < upload.size()) {
            timesMs = new long[2 * upload.size()];
            bits = new long[2 * upload.size()];
        }
        int kept = 0;
        for (int i = 0; i < upload.size(); i++) {
            long timeMs = upload.timeMs(i) + correctionMs;
            if (Math.floorDiv(timeMs, ChunkRow.SPAN_MS) != hour) continue;
            if (UploadTimes.fate(timeMs, retentionMs, nowMs) != Fate.KEPT) continue;
            timesMs[kept] = timeMs;
            bits[kept++] = upload.bits(i);
        }
        chunk.add(number, upload.isCount(), timesMs, bits, 0, kept);
    }

    private void beat(UploadReader upload, TrackedNode node, UploadTimes times, long correctionMs) {
        long[] shared = new long[upload.timeCount()];
        for (int i = 0; i < shared.length; i++) shared[i] = upload.sharedTimeMs(i) + correctionMs;
        Arrays.sort(shared);
        if (shared.length == 0 && !hours.isEmpty()) shared = new long[] {newest(node)};
        boolean plausible =
                shared.length > 0 && UploadTimes.fate(shared[shared.length - 1], retentionMs, nowMs) == Fate.KEPT;
        if (plausible) node.beat(node.pulse().after(times, shared[0], shared[shared.length - 1], shared.length));
        else node.beat(node.pulse().after(times, 0, 0, 0));
    }

    /** Of an upload whose series have times of their own. */
    private static long newest(TrackedNode node) {
        long newest = 0;
        for (int number = 0; number < node.series().end(); number++) {
            newest = Math.max(newest, node.series().timeMs(number));
        }
        return newest;
    }

    List<ChunkRow> chunks() {
        return chunks;
    }

    List<NewSeries> added() {
        return added;
    }

    Set<TrackedNode> nodes() {
        return nodes;
    }

    /** Values in the chunks. */
    long values() {
        return values;
    }

    /** Values that are older than what is kept. */
    long late() {
        return late;
    }

    /** Values that are more than a day ahead of us. */
    long future() {
        return future;
    }

    /** Values of series beyond the number that a node may have. */
    long nameless() {
        return nameless;
    }
}
