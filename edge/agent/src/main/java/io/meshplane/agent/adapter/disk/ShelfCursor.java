package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.adapter.disk.SegmentLog.Segment;
import io.meshplane.agent.domain.buffer.Shelf;
import io.meshplane.telemetry.codec.MetricTable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes through one shelf, record by record, and stays where it is between two batches: what follows is not decoded twice. */
final class ShelfCursor implements AutoCloseable {
    /** Hears of segments that cannot be read to their end. */
    interface DamageListener {
        /**
         * The segment was cut behind its last good record.
         *
         * @param lastGoodIndex below the segment's first index if there is none
         */
        void damaged(SegmentLog log, Segment segment, long lastGoodIndex) throws IOException;
    }

    private final SegmentLog log;
    private final DamageListener damage;
    private final ScrapeReader scrapes = new ScrapeReader();
    private @Nullable Segment segment;
    private @Nullable SegmentReader reader;
    private long from;
    private long passed = -1;
    private boolean holding;

    ShelfCursor(SegmentLog log, DamageListener damage) {
        this.log = log;
        this.damage = damage;
    }

    /** A run of records begins here. */
    void begin(long first) throws IOException {
        from = first;
        Segment target = log.at(first);
        Segment here = segment;
        boolean goesOn = here != null && first > passed;
        boolean farAhead = here != null
                && target != null
                && target.name().firstIndex() > here.name().firstIndex();
        if (!goesOn || (farAhead && !holding)) open(target);
        if (!goesOn) passed = -1;
    }

    /** Whether there is a record of the run below this index; then {@link #index} tells of it. */
    boolean peek(long to) throws IOException {
        if (reader == null) open(log.at(from));
        while (reader != null) {
            if (holding && reader.index() >= from) return reader.index() < to;
            holding = false;
            SegmentReader.Step step = reader.next();
            if (step == SegmentReader.Step.RECORD && understood(reader.payload())) {
                holding = true;
                continue;
            }
            if (step != SegmentReader.Step.END) cut();
            if (!openNext(to)) return false;
        }
        return false;
    }

    private boolean understood(byte[] payload) {
        if (log.shelf() != Shelf.SCRAPES) return true;
        try {
            scrapes.read(payload);
            return true;
        } catch (IllegalArgumentException e) { // by another version of this program
            return false;
        }
    }

    private void cut() throws IOException {
        Segment broken = segment;
        SegmentReader open = reader;
        if (broken == null || open == null) return;
        if (log.isActive(broken)) log.seal();
        log.cut(broken, open.goodBytes());
        damage.damaged(log, broken, Math.max(open.index(), broken.name().firstIndex() - 1));
    }

    private boolean openNext(long to) throws IOException {
        Segment next = segment == null ? null : log.after(segment);
        if (next == null || next.name().firstIndex() >= to) return false;
        open(next);
        return true;
    }

    private void open(@Nullable Segment next) throws IOException {
        closeFile();
        if (next == null) return;
        reader = new SegmentReader(log.file(next), log.type());
        segment = next;
        scrapes.reset();
    }

    /** Index of the record that it is on. */
    long index() {
        return on().index();
    }

    byte[] payload() {
        return on().payload();
    }

    private SegmentReader on() {
        if (reader == null) throw new IllegalStateException("on no record");
        return reader;
    }

    /** Series of the segment so far. */
    int series() {
        return scrapes.series();
    }

    /** Adds the scrape that it is on as a row. */
    void addTo(MetricTable table) {
        scrapes.addTo(table);
    }

    /** Goes on behind the record. */
    void pass() {
        passed = index();
        holding = false;
    }

    private void closeFile() throws IOException {
        SegmentReader open = reader;
        reader = null;
        segment = null;
        holding = false;
        if (open != null) open.close();
    }

    /** Forgets where it is: segments have changed. */
    @Override
    public void close() throws IOException {
        closeFile();
        passed = -1;
    }
}
