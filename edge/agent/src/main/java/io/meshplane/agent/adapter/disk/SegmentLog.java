package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Shelf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one shelf. To open it takes the names of its files and a look at the last one, however many there are: a record
 * that was torn by a crash or a power cut is cut off there. Every start begins a new segment.
 */
final class SegmentLog {
    private static final int BLOCK_BYTES = 4096;

    private final Path folder;
    private final Shelf shelf;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private @Nullable SegmentWriter writer;
    private long lastIndex = -1;
    private long cutBytes;

    /** A file; its size changes while it is written. */
    static final class Segment {
        private final SegmentName name;
        private long sizeBytes;

        Segment(SegmentName name, long sizeBytes) {
            this.name = name;
            this.sizeBytes = sizeBytes;
        }

        SegmentName name() {
            return name;
        }

        long sizeBytes() {
            return sizeBytes;
        }

        /** What it takes of the disk: whole blocks. */
        long diskBytes() {
            return blocks(sizeBytes);
        }
    }

    private SegmentLog(Path folder, Shelf shelf) {
        this.folder = folder;
        this.shelf = shelf;
    }

    /** Opens what earlier starts left. */
    static SegmentLog open(Path folder, Shelf shelf) throws IOException {
        SegmentLog log = new SegmentLog(Files.createDirectories(folder), shelf);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) log.found(file);
        }
        while (!log.segments.isEmpty() && log.lastIndex < 0) log.repairTail();
        return log;
    }

    static long blocks(long bytes) {
        return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    private void found(Path file) throws IOException {
        SegmentName name = SegmentName.of(file).orElse(null);
        if (name == null) {
            if (file.toString().endsWith(DurableFiles.TEMPORARY)) Files.delete(file);
            return;
        }
        Segment other = segments.get(name.firstIndex());
        if (other == null || other.name().level() < name.level()) {
            segments.put(name.firstIndex(), new Segment(name, Files.size(file)));
        }
        // of two with one beginning the thinned one counts: it was whole before the other was to be deleted
        if (other != null) Files.delete((other.name().level() < name.level() ? other.name() : name).in(folder));
    }

    private void repairTail() throws IOException {
        Segment tail = segments.lastEntry().getValue();
        Path file = tail.name().in(folder);
        long good;
        try (SegmentReader reader = new SegmentReader(file, type())) {
            while (reader.next() == SegmentReader.Step.RECORD) lastIndex = reader.index();
            good = reader.goodBytes();
        }
        cutBytes += Math.max(0, tail.sizeBytes - Math.max(good, SegmentFormat.HEADER_BYTES));
        if (lastIndex < 0) remove(tail);
        else settle(tail, good);
    }

    /** Cuts off what is no record, and makes the rest last: who wrote it was perhaps killed before it did. */
    private void settle(Segment tail, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(tail), StandardOpenOption.WRITE)) {
            if (bytes < tail.sizeBytes) channel.truncate(bytes);
            channel.force(false);
        }
        tail.sizeBytes = Math.min(bytes, tail.sizeBytes);
    }

    Shelf shelf() {
        return shelf;
    }

    char type() {
        return shelf.name().charAt(0);
    }

    /** Index of the last record of all; -1 if there is none. */
    long lastIndex() {
        return lastIndex;
    }

    /** Bytes at the end that were no record when it was opened, and were cut off. */
    long cutBytes() {
        return cutBytes;
    }

    /** Every segment, by its first index. */
    NavigableMap<Long, Segment> segments() {
        return segments;
    }

    Path file(Segment segment) {
        return segment.name().in(folder);
    }

    Path folder() {
        return folder;
    }

    long diskBytes() {
        long sum = 0;
        for (Segment segment : segments.values()) sum += segment.diskBytes();
        return sum;
    }

    /** Whether that segment is written to. */
    boolean isActive(Segment segment) {
        return writer != null && segment.equals(segments.lastEntry().getValue());
    }

    /** Bytes of the segment that is written to; 0 if the next record begins one. */
    long activeBytes() {
        return writer == null ? 0 : writer.sizeBytes();
    }

    /**
     * Adds a record, in a new segment if none is open.
     *
     * @throws IOException if that failed; then the next record begins a new segment
     */
    void append(long index, byte[] payload) throws IOException {
        try {
            if (writer == null) begin(index);
            SegmentWriter open = Objects.requireNonNull(writer);
            open.append(index, payload);
            segments.lastEntry().getValue().sizeBytes = open.sizeBytes();
            lastIndex = index;
        } catch (IOException e) {
            abandon();
            throw e;
        }
    }

    private void begin(long index) throws IOException {
        SegmentName name = new SegmentName(index, 0);
        try {
            writer = SegmentWriter.create(name.in(folder), index, type());
        } catch (IOException e) {
            Files.deleteIfExists(name.in(folder));
            throw e;
        }
        segments.put(index, new Segment(name, writer.sizeBytes()));
    }

    /** Ends the segment that is written to; the next record begins another. */
    void seal() throws IOException {
        SegmentWriter open = writer;
        writer = null;
        if (open == null) return;
        try (open) {
            open.sync();
        }
        DurableFiles.syncFolder(folder);
    }

    private void abandon() throws IOException {
        SegmentWriter open = writer;
        writer = null;
        if (open == null) return;
        // nobody syncs it later: its records would go with the next power cut, although others were promised to stay
        try (open) {
            open.sync();
        }
        if (open.sizeBytes() <= SegmentFormat.HEADER_BYTES)
            remove(segments.lastEntry().getValue());
    }

    void sync() throws IOException {
        SegmentWriter open = writer;
        if (open != null) open.sync();
    }

    void remove(Segment segment) throws IOException {
        Files.deleteIfExists(file(segment));
        segments.remove(segment.name().firstIndex());
    }

    /** Leaves only its first bytes. */
    void cut(Segment segment, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(segment), StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
        segment.sizeBytes = bytes;
    }

    /** A thinned segment has taken the place of these. */
    void replaced(Segment first, Segment second, SegmentName by) throws IOException {
        Files.move(by.temporaryIn(folder), by.in(folder), StandardCopyOption.ATOMIC_MOVE);
        remove(first);
        remove(second);
        segments.put(by.firstIndex(), new Segment(by, Files.size(by.in(folder))));
    }

    /** The segment that holds this index or would; else the next one; null if there is none. */
    @Nullable Segment at(long index) {
        Map.Entry<Long, Segment> entry = segments.floorEntry(index);
        if (entry == null) entry = segments.ceilingEntry(index);
        return entry == null ? null : entry.getValue();
    }

    /** The next segment behind one; null if it is the last. */
    @Nullable Segment after(Segment segment) {
        Map.Entry<Long, Segment> next = segments.higherEntry(segment.name().firstIndex());
        return next == null ? null : next.getValue();
    }

    List<Segment> list() {
        return List.copyOf(segments.values());
    }
}
