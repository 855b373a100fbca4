package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.adapter.disk.SegmentLog.Segment;
import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Relief;
import io.meshplane.agent.domain.buffer.RoomRules;
import io.meshplane.agent.domain.buffer.Shelf;
import io.meshplane.agent.domain.buffer.StoredSegment;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps the buffer within its bytes: thins and drops as {@link RoomRules} say, and takes away what was delivered. */
final class BufferRoom {
    private final Map<Shelf, SegmentLog> logs;
    private final LossLedger ledger;
    private final long maxBytes;

    /** Which records wait, and which must stay as they are. */
    record Claims(List<Span> waiting, List<Span> pinned, long head) {}

    BufferRoom(Map<Shelf, SegmentLog> logs, LossLedger ledger, long maxBytes) {
        this.logs = logs;
        this.ledger = ledger;
        this.maxBytes = maxBytes;
    }

    /** Finishes the step that a process did not come to finish. To be called before the logs are opened. */
    static void finish(String step, Path folder) throws IOException {
        String[] words = step.split(" ");
        if (words.length != 4) return;
        Path shelf = folder.resolve(folderName(Shelf.valueOf(words[1])));
        String[] name = words[2].split("/", 2);
        SegmentName first = new SegmentName(Long.parseLong(name[0]), Integer.parseInt(name[1]));
        if (words[0].equals("drop")) {
            Files.deleteIfExists(first.in(shelf));
            return;
        }
        SegmentName second = new SegmentName(Long.parseLong(words[3]), first.level());
        Path temporary = first.thinned().temporaryIn(shelf);
        Path thinned = first.thinned().in(shelf);
        if (Files.exists(temporary)) Files.move(temporary, thinned, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.exists(thinned)) return;
        Files.deleteIfExists(first.in(shelf));
        Files.deleteIfExists(second.in(shelf));
    }

    static String folderName(Shelf shelf) {
        return shelf.name().toLowerCase(Locale.ROOT);
    }

    long diskBytes() {
        long sum = 0;
        for (SegmentLog log : logs.values()) sum += log.diskBytes();
        return sum;
    }

    /**
     * Makes room for a record.
     *
     * @return whether segments were changed or taken away
     * @throws IOException if there is nothing left to give up, or the disk fails
     */
    boolean make(long bytes, Claims claims) throws IOException {
        boolean changed = false;
        while (diskBytes() + SegmentLog.blocks(bytes) > maxBytes) {
            changed = true;
            switch (RoomRules.next(stored(claims))) {
                case Relief.Thin(StoredSegment first, StoredSegment second) -> thin(first, second, claims);
                case Relief.Drop(StoredSegment segment) -> drop(segment, claims);
                case Relief.Nothing() -> throw new IOException("the buffer is full of batches in flight");
            }
        }
        return changed;
    }

    /** Takes away segments of which nothing waits; returns whether there were any. */
    boolean release(Claims claims) throws IOException {
        boolean changed = false;
        for (SegmentLog log : logs.values()) {
            for (Segment segment : log.list()) {
                Span range = range(log, segment, claims.head());
                if (log.isActive(segment) || meets(range, claims.waiting())) continue;
                log.remove(segment);
                changed = true;
            }
        }
        return changed;
    }

    private List<StoredSegment> stored(Claims claims) {
        List<StoredSegment> all = new ArrayList<>();
        for (SegmentLog log : logs.values()) {
            for (Segment segment : log.segments().values()) {
                boolean busy = log.isActive(segment) || meets(range(log, segment, claims.head()), claims.pinned());
                SegmentName name = segment.name();
                all.add(new StoredSegment(log.shelf(), name.firstIndex(), name.level(), segment.diskBytes(), busy));
            }
        }
        return all;
    }

    private void thin(StoredSegment one, StoredSegment other, Claims claims) throws IOException {
        SegmentLog log = log(one.shelf());
        Segment first = segment(log, one);
        Segment second = segment(log, other);
        SegmentName by = first.name().thinned();
        Thinning thinning = new Thinning(log, claims.waiting());
        try {
            thinning.write(first, second, by);
        } catch (IOException e) { // no room even for that
            Files.deleteIfExists(by.temporaryIn(log.folder()));
            drop(one, claims);
            return;
        }
        Losses lost = Losses.thinned(thinning.removed()).plus(Losses.damaged(thinning.damaged()));
        ledger.before("thin " + words(one) + " " + other.firstIndex(), lost);
        log.replaced(first, second, by);
    }

    private void drop(StoredSegment one, Claims claims) throws IOException {
        SegmentLog log = log(one.shelf());
        Segment segment = segment(log, one);
        ledger.before("drop " + words(one) + " -", lost(log, segment, claims));
        log.remove(segment);
    }

    /** {@code SHELF first/level}. */
    private static String words(StoredSegment segment) {
        return segment.shelf() + " " + segment.firstIndex() + "/" + segment.level();
    }

    private static Losses lost(SegmentLog log, Segment segment, Claims claims) throws IOException {
        long units = 0;
        try (SegmentReader reader = new SegmentReader(log.file(segment), log.type())) {
            SegmentReader.Step step = reader.next();
            for (; step == SegmentReader.Step.RECORD; step = reader.next()) {
                if (claims.waiting().stream().noneMatch(span -> span.contains(reader.index()))) continue;
                units += log.shelf() == Shelf.LINES ? LineForm.count(reader.payload()) : 1;
            }
            Losses dropped = Losses.dropped(log.shelf(), units);
            return step == SegmentReader.Step.DAMAGED ? dropped.plus(Losses.damaged(1)) : dropped;
        }
    }

    private SegmentLog log(Shelf shelf) {
        SegmentLog log = logs.get(shelf);
        if (log == null) throw new IllegalStateException("no log for " + shelf);
        return log;
    }

    private static Segment segment(SegmentLog log, StoredSegment stored) {
        Segment segment = log.segments().get(stored.firstIndex());
        if (segment == null) throw new IllegalStateException("no segment " + stored);
        return segment;
    }

    private static Span range(SegmentLog log, Segment segment, long head) {
        long first = segment.name().firstIndex();
        Segment next = log.after(segment);
        return new Span(first, Math.max(first, next == null ? head : next.name().firstIndex()));
    }

    private static boolean meets(Span range, List<Span> spans) {
        return spans.stream().anyMatch(range::meets);
    }
}
