package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.adapter.disk.BufferRoom.Claims;
import io.meshplane.agent.adapter.disk.SegmentLog.Segment;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.buffer.Shelf;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was measured and not delivered so far, on disk: scrapes, lines of the log and notes in segments of their own, every record
 * with an index over all of them. What was added survives the death of the process at once; a power cut costs what was added after
 * {@link #sync}. Where the disk takes nothing, the newest records wait in memory. Blocking; callers take turns.
 */
public final class SampleBuffer {
    private static final Logger LOG = LoggerFactory.getLogger(SampleBuffer.class);
    private static final int MAX_SEGMENT_BYTES = 256 << 10;
    private static final long MAX_RESERVE_BYTES = 1280 << 10; // a segment being thinned, and the small files
    private static final int OVERFLOW_BYTES = 1 << 20;

    private final Map<Shelf, SegmentLog> logs = new EnumMap<>(Shelf.class);
    private final Map<Lane, LaneReader> readers = new EnumMap<>(Lane.class);
    private final Map<Lane, Span> gathering = new EnumMap<>(Lane.class);
    private final ScrapeWriter scrapeWriter = new ScrapeWriter();
    private final Overflow overflow = new Overflow(OVERFLOW_BYTES);
    private final List<Note> gaps = new ArrayList<>();
    private final InstantSource clock;
    private final LossLedger ledger;
    private final ShippingFile shippingFile;
    private final BufferRoom room;
    private final int segmentBytes;
    private ShippingFile.Kept kept;
    private final AtomicLong head = new AtomicLong();
    private volatile Losses lossesNow = Losses.NONE;
    private volatile long diskBytesNow;
    private boolean diskFails;

    private SampleBuffer(Path folder, long maxBytes, InstantSource clock) throws IOException {
        this.clock = clock;
        this.segmentBytes = Math.clamp(maxBytes / 32, 16 << 10, MAX_SEGMENT_BYTES);
        this.ledger = LossLedger.open(folder.resolve("losses"));
        BufferRoom.finish(ledger.step(), folder);
        for (Shelf shelf : Shelf.values()) {
            logs.put(shelf, SegmentLog.open(folder.resolve(BufferRoom.folderName(shelf)), shelf));
        }
        for (Lane lane : Lane.values()) {
            readers.put(lane, new LaneReader(List.copyOf(logs.values()), this::damaged));
        }
        this.room = new BufferRoom(logs, ledger, maxBytes - Math.min(MAX_RESERVE_BYTES, maxBytes / 8));
        this.shippingFile = new ShippingFile(folder.resolve("shipping"));
        this.kept = shippingFile
                .read()
                .orElseGet(() -> new ShippingFile.Kept(Positions.startingAt(oldest()), Map.of(), Losses.NONE));
        this.head.set(Math.max(kept.positions().liveFrom(), newest() + 1));
    }

    /**
     * Opens the buffer with all that is left from earlier starts. Takes the same time and memory whatever that is.
     *
     * @param data the node's data folder; uses {@code buffer} in it
     * @param maxBytes of disk that it takes, at any time
     */
    public static SampleBuffer open(Path data, long maxBytes, InstantSource clock) throws IOException {
        SampleBuffer buffer = new SampleBuffer(Files.createDirectories(data.resolve("buffer")), maxBytes, clock);
        for (SegmentLog log : buffer.logs.values()) {
            if (log.cutBytes() > 0) buffer.tornTail(log);
        }
        buffer.addGaps();
        buffer.publish();
        return buffer;
    }

    private long oldest() {
        return logs.values().stream()
                .filter(log -> !log.segments().isEmpty())
                .mapToLong(log -> log.segments().firstKey())
                .min()
                .orElse(0);
    }

    private long newest() {
        return logs.values().stream().mapToLong(SegmentLog::lastIndex).max().orElse(-1);
    }

    /** Index of the next record; from any thread, without waiting for the disk. */
    public long head() {
        return head.get();
    }

    /** How far shipping was when that was kept last. */
    public synchronized Positions positions() {
        return kept.positions();
    }

    /** What the open batch of a lane holds beside its records. */
    public synchronized Optional<Attachment> attachment(Lane lane) {
        return Optional.ofNullable(kept.open().get(lane));
    }

    /** Losses that notes told of so far. */
    public synchronized Losses reported() {
        return kept.reported();
    }

    /** All that was given up so far; from any thread, without waiting for the disk. */
    public Losses losses() {
        return lossesNow;
    }

    /** What it takes of the disk; from any thread, without waiting for it. */
    public long diskBytes() {
        return diskBytesNow;
    }

    private void publish() {
        lossesNow = ledger.total();
        diskBytesNow = room.diskBytes();
    }

    /** Records that wait in memory until the disk takes them. */
    public synchronized int held() {
        return overflow.size();
    }

    public synchronized void add(Scrape scrape) {
        add(new Overflow.Item.OfScrape(scrape));
    }

    /** Adds lines of the log, each without its end. */
    public synchronized void addLines(List<byte[]> lines) {
        if (!lines.isEmpty()) add(new Overflow.Item.OfLines(lines));
    }

    public synchronized void add(Note note) {
        add(new Overflow.Item.OfNote(note));
    }

    /** Counts what could not even be added. */
    public synchronized void lost(Losses more) {
        ledger.count(more);
        publish();
    }

    private void add(Overflow.Item item) {
        ledger.count(overflow.add(item));
        try {
            for (Overflow.Item next = overflow.first(); next != null; next = overflow.first()) {
                write(next);
                overflow.removeFirst();
            }
            if (diskFails) LOG.info("the disk takes records again");
            diskFails = false;
        } catch (IOException e) {
            if (!diskFails) LOG.error("the disk takes nothing, records wait in memory cause={}", e.toString());
            diskFails = true;
        }
        publish();
    }

    private void write(Overflow.Item item) throws IOException {
        switch (item) {
            case Overflow.Item.OfScrape(Scrape scrape) -> writeScrape(scrape);
            case Overflow.Item.OfLines(List<byte[]> lines) -> append(log(Shelf.LINES), LineForm.write(lines));
            case Overflow.Item.OfNote(Note note) -> append(log(Shelf.NOTES), AttachmentForm.write(note));
        }
    }

    private void writeScrape(Scrape scrape) throws IOException {
        SegmentLog log = log(Shelf.SCRAPES);
        // a segment is readable by itself, so its first scrape builds on none
        if (log.activeBytes() >= segmentBytes) log.seal();
        if (log.activeBytes() == 0) scrapeWriter.reset();
        try {
            append(log, scrapeWriter.write(scrape));
        } catch (IOException e) { // the writer knows a scrape that the segment does not have
            log.seal();
            throw e;
        }
    }

    private void append(SegmentLog log, byte[] payload) throws IOException {
        if (log.activeBytes() >= segmentBytes) log.seal();
        if (room.make(payload.length + 64L, claims())) forgetPlaces();
        log.append(head.get(), payload);
        head.incrementAndGet();
    }

    /** Returns when all that was added is on the medium, as far as the disk takes it. */
    public synchronized void sync() throws IOException {
        for (SegmentLog log : logs.values()) log.sync();
        ledger.save();
    }

    /** Reads the next batch of a lane; its records stay as they are from now on. */
    public synchronized BatchContents gather(Lane lane, Span span) throws IOException {
        BatchContents contents = read(lane, span, LaneReader.Limits.BATCH);
        if (contents.extent().empty()) gathering.remove(lane);
        else gathering.put(lane, contents.extent().span());
        return contents;
    }

    /** Reads the records of a batch that was gathered before. */
    public synchronized BatchContents again(Lane lane, Span span) throws IOException {
        return read(lane, span, LaneReader.Limits.NONE);
    }

    private BatchContents read(Lane lane, Span span, LaneReader.Limits limits) throws IOException {
        LaneReader reader = readers.get(lane);
        if (reader == null) throw new IllegalStateException("no reader for " + lane);
        try {
            return reader.read(span, limits);
        } finally {
            addGaps();
        }
    }

    /**
     * Keeps how far shipping is, durably, with the records that it speaks of; takes away what was delivered.
     *
     * @param open what each open batch holds beside its records
     * @param reported losses that notes told of so far
     */
    public synchronized void keep(Positions positions, Map<Lane, Attachment> open, Losses reported) throws IOException {
        sync();
        ShippingFile.Kept next = new ShippingFile.Kept(positions, open, reported);
        if (next.equals(kept)) return;
        shippingFile.write(next);
        kept = next;
        gathering.keySet().removeIf(lane -> positions.open(lane) != null);
        if (room.release(claims())) forgetPlaces();
        publish();
    }

    private Claims claims() {
        List<Span> pinned = new ArrayList<>(kept.positions().pinned());
        pinned.addAll(gathering.values());
        return new Claims(kept.positions().waiting(), pinned, head.get());
    }

    private void forgetPlaces() throws IOException {
        for (LaneReader reader : readers.values()) reader.close();
    }

    private SegmentLog log(Shelf shelf) {
        SegmentLog log = logs.get(shelf);
        if (log == null) throw new IllegalStateException("no log for " + shelf);
        return log;
    }

    private void damaged(SegmentLog log, Segment segment, long lastGoodIndex) {
        Segment next = log.after(segment);
        long behind = next == null ? head.get() : next.name().firstIndex();
        gap("shelf=%s segment=%016x lost_records_at_most=%d"
                .formatted(log.shelf(), segment.name().firstIndex(), behind - lastGoodIndex - 1));
    }

    private void tornTail(SegmentLog log) {
        gap("shelf=%s cut_bytes=%d".formatted(log.shelf(), log.cutBytes()));
    }

    private void gap(String text) {
        LOG.warn("a segment of the buffer is damaged, its rest is lost {}", text);
        ledger.count(Losses.damaged(1));
        gaps.add(new Note(clock.millis(), 0, "buffer-damaged", text));
    }

    /** Not while a reader is under way: to add a record may take segments away. */
    private void addGaps() {
        gaps.forEach(this::add);
        gaps.clear();
    }

    /** Ends; what is in memory only is lost. */
    public synchronized void close() throws IOException {
        forgetPlaces();
        for (SegmentLog log : logs.values()) log.seal();
        ledger.save();
    }
}
