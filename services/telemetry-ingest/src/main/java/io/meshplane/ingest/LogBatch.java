package io.meshplane.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.UploadNote;
import io.meshplane.ingest.adapter.kafka.LeanUploads;
import io.meshplane.ingest.adapter.kafka.UploadReader;
import io.meshplane.ingest.chunk.LogBlock;
import io.meshplane.ingest.domain.series.LogRow;
import io.meshplane.ingest.domain.series.NoticeRow;
import io.meshplane.ingest.domain.series.UploadTimes;
import io.meshplane.ingest.domain.series.UploadTimes.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Lines and notices of uploads as rows. Reusable, not thread-safe. */
final class LogBatch {
    private final long retentionMs;
    private final LogBlock.Writer block = new LogBlock.Writer();
    private final List<LogRow> rows = new ArrayList<>();
    private final List<NoticeRow> notices = new ArrayList<>();
    private long nowMs;
    private long late;

    LogBatch(long retentionMs) {
        this.retentionMs = retentionMs;
    }

    /** Starts anew. */
    void begin(long now) {
        nowMs = now;
        rows.clear();
        notices.clear();
        late = 0;
    }

    /**
     * Adds an upload.
     *
     * @param upload open, and whole
     */
    void add(UploadReader upload, byte[] record, UUID event, int nodeNo) {
        UploadTimes times = new UploadTimes(upload.sentAtMs(), upload.receivedAtMs(), upload.isBacklog());
        addLines(upload, record, event, nodeNo, times);
        if (upload.hasNotes()) addNotices(record, event, nodeNo, times);
    }

    private void addLines(UploadReader upload, byte[] record, UUID event, int nodeNo, UploadTimes times) {
        block.begin();
        while (upload.nextLogLine()) block.add(record, upload.lineStart(), upload.lineEnd());
        if (block.count() == 0) return;
        long atMs = times.closedAtMs();
        if (UploadTimes.fate(atMs, retentionMs, nowMs) != Fate.KEPT) {
            late += block.count();
            return;
        }
        rows.add(new LogRow(
                nodeNo,
                atMs,
                event,
                upload.bootId(),
                upload.sequence(),
                block.count(),
                times.correctionMs(),
                block.finish()));
    }

    private void addNotices(byte[] record, UUID event, int nodeNo, UploadTimes times) {
        List<UploadNote> notes = notesOf(record);
        for (int i = 0; i < notes.size(); i++) {
            UploadNote note = notes.get(i);
            long atMs = note.getAtMs() + times.correctionMs();
            if (UploadTimes.fate(atMs, retentionMs, nowMs) != Fate.KEPT) continue;
            notices.add(new NoticeRow(
                    nodeNo,
                    atMs,
                    event,
                    i,
                    note.getLastedMs(),
                    storable(note.getKind()),
                    storable(note.getText()),
                    times.correctionMs()));
        }
    }

    private static List<UploadNote> notesOf(byte[] record) {
        try {
            return LeanUploads.read(record).getNotesList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an upload that was whole is not", e);
        }
    }

    /** PostgreSQL's text holds no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    List<LogRow> rows() {
        return rows;
    }

    List<NoticeRow> notices() {
        return notices;
    }

    /** Lines that are older than what is kept, or more than a day ahead of us. */
    long late() {
        return late;
    }
}
