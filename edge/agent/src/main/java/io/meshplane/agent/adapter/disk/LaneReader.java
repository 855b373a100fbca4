package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.buffer.Shelf;
import io.meshplane.agent.domain.shipping.Extent;
import io.meshplane.agent.domain.shipping.Span;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the batches of one lane: records of all shelves in the order in which they were added. */
final class LaneReader implements AutoCloseable {
    /**
     * What one batch holds at most, but for a single record, which always fits.
     *
     * @param values scrapes times series
     * @param lineBytes of the log, as it came
     */
    record Limits(int values, int lines, int lineBytes, int notes) {
        static final Limits NONE =
                new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        static final Limits BATCH = new Limits(10_000, 1_000, 64 << 10, 200);
    }

    private final List<ShelfCursor> cursors = new ArrayList<>();
    private final List<SegmentLog> logs;

    LaneReader(List<SegmentLog> logs, ShelfCursor.DamageListener damage) {
        this.logs = List.copyOf(logs);
        for (SegmentLog log : logs) cursors.add(new ShelfCursor(log, damage));
    }

    /** Reads as much of a run as fits into a batch. */
    BatchContents read(Span span, Limits limits) throws IOException {
        for (ShelfCursor cursor : cursors) cursor.begin(span.from());
        Filling filling = new Filling(limits);
        for (int next = lowest(span.to()); next >= 0; next = lowest(span.to())) {
            ShelfCursor cursor = cursors.get(next);
            Shelf shelf = logs.get(next).shelf();
            if (!filling.fits(shelf, cursor)) {
                return filling.contents(new Extent(new Span(span.from(), cursor.index()), false, false));
            }
            filling.add(shelf, cursor);
            cursor.pass();
        }
        return filling.contents(new Extent(span, filling.records == 0, true));
    }

    /** The shelf with the oldest record of the run that is left; -1 if there is none. */
    private int lowest(long to) throws IOException {
        int found = -1;
        for (int i = 0; i < cursors.size(); i++) {
            if (!cursors.get(i).peek(to)) continue;
            if (found < 0 || cursors.get(i).index() < cursors.get(found).index()) found = i;
        }
        return found;
    }

    /** Forgets where it is: segments have changed. */
    @Override
    public void close() throws IOException {
        for (ShelfCursor cursor : cursors) cursor.close();
    }

    /** A batch that grows. */
    private static final class Filling {
        private final Limits limits;
        private final MetricTable metrics = new MetricTable();
        private final LogLines lines = new LogLines();
        private final List<Note> notes = new ArrayList<>();
        private int records;

        Filling(Limits limits) {
            this.limits = limits;
        }

        boolean fits(Shelf shelf, ShelfCursor cursor) {
            if (records == 0) return true;
            return switch (shelf) {
                case SCRAPES -> (metrics.rows() + 1L) * Math.max(metrics.columns(), cursor.series()) <= limits.values();
                case LINES ->
                    lines.count() + LineForm.count(cursor.payload()) <= limits.lines()
                            && lines.sizeBytes() + cursor.payload().length <= limits.lineBytes();
                case NOTES -> notes.size() < limits.notes() && !isClockStep(cursor.payload());
            };
        }

        private static boolean isClockStep(byte[] payload) {
            return AttachmentForm.readNote(new ByteReader(payload)).kind().equals(Note.CLOCK_STEP);
        }

        void add(Shelf shelf, ShelfCursor cursor) {
            records++;
            switch (shelf) {
                case SCRAPES -> cursor.addTo(metrics);
                case LINES -> LineForm.read(cursor.payload(), lines);
                case NOTES -> notes.add(AttachmentForm.readNote(new ByteReader(cursor.payload())));
            }
        }

        BatchContents contents(Extent extent) {
            return new BatchContents(extent, metrics, lines, notes);
        }
    }
}
