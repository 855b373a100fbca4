package io.meshplane.agent.adapter.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Encoded batches on disk until the control plane has taken them: one file each, bounded in bytes. When it is full, the oldest
 * batch is dropped and counted; the usage in it is not lost, for counters are cumulative and in every later batch. Blocking;
 * callers take turns.
 */
public final class Spool {
    private static final Pattern FILE = Pattern.compile("(\\d{16})-([0-9a-f]{16})-(\\d{1,19})\\.batch");
    private static final long MAX_REFUSED_BYTES = 4L << 20;

    private final Path folder;
    private final Path refusedFolder;
    private final long maxBytes;
    private final TreeSet<Entry> entries = new TreeSet<>(Comparator.comparingLong(Entry::order));
    private long bytes;
    private long nextOrder = 1;
    private long dropped;
    private long refused;
    private @Nullable Entry fresh;
    private boolean newestWasLast;

    /**
     * A batch in the spool.
     *
     * @param order in which batches were added, over all starts: the clock of a router may jump
     */
    public record Entry(long order, long bootId, long sequence, long sizeBytes) {
        String fileName() {
            return "%016d-%016x-%d.batch".formatted(order, bootId, sequence);
        }
    }

    private Spool(Path folder, Path refusedFolder, long maxBytes) {
        this.folder = folder;
        this.refusedFolder = refusedFolder;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens the spool with all that is left from earlier starts.
     *
     * @param data the node's data folder; uses {@code spool} and {@code refused} in it
     */
    public static Spool open(Path data, long maxBytes) throws IOException {
        Spool spool = new Spool(
                Files.createDirectories(data.resolve("spool")),
                Files.createDirectories(data.resolve("refused")),
                maxBytes);
        for (Path file : list(spool.folder)) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                spool.track(new Entry(
                        Long.parseLong(name.group(1)),
                        Long.parseUnsignedLong(name.group(2), 16),
                        Long.parseLong(name.group(3)),
                        Files.size(file)));
            } else {
                Files.delete(file); // a temporary file of a write that was cut off
            }
        }
        spool.makeRoom(0);
        return spool;
    }

    /** Adds a batch, durably; drops the oldest ones where there is no room. */
    public synchronized void add(long bootId, long sequence, byte[] batch) throws IOException {
        makeRoom(batch.length);
        Entry entry = new Entry(nextOrder, bootId, sequence, batch.length);
        DurableFiles.write(folder.resolve(entry.fileName()), batch);
        track(entry);
        fresh = entry;
    }

    /**
     * What to ship now: the newest batch if nobody tried it yet, else the oldest, so that the present is seen at once and a backlog
     * drains in its order. After a newest one comes an oldest one in any case: else a slow line would never drain it.
     */
    public synchronized Optional<Entry> next() {
        Entry newest = newestWasLast ? null : fresh;
        newestWasLast = newest != null;
        if (entries.isEmpty()) return Optional.empty();
        Entry next = newest != null && entries.contains(newest) ? newest : entries.first();
        if (next.equals(fresh)) fresh = null;
        return Optional.of(next);
    }

    /** The batch's bytes; empty if it was dropped meanwhile or cannot be read, then it is forgotten. */
    public synchronized Optional<byte[]> read(Entry entry) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(entry.fileName())));
        } catch (NoSuchFileException e) {
            forget(entry);
            return Optional.empty();
        }
    }

    /** The control plane has it. */
    public synchronized void delivered(Entry entry) throws IOException {
        forget(entry);
        Files.deleteIfExists(folder.resolve(entry.fileName()));
    }

    /** The control plane will never take it: moves it aside, where a few of them are kept to look at. */
    public synchronized void refused(Entry entry) throws IOException {
        refused++;
        forget(entry);
        Path file = folder.resolve(entry.fileName());
        if (Files.exists(file)) Files.move(file, refusedFolder.resolve(entry.fileName()));
        long kept = 0;
        for (Path old : list(refusedFolder).reversed()) {
            kept += Files.size(old);
            if (kept > MAX_REFUSED_BYTES) Files.delete(old);
        }
    }

    public synchronized int batches() {
        return entries.size();
    }

    public synchronized long bytes() {
        return bytes;
    }

    /** Batches that were dropped unsent since this start, since the spool was full. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Batches that the control plane refused since this start. */
    public synchronized long refused() {
        return refused;
    }

    private void makeRoom(long wanted) throws IOException {
        while (!entries.isEmpty() && bytes + wanted > maxBytes) {
            delivered(entries.first());
            dropped++;
        }
    }

    private void track(Entry entry) {
        entries.add(entry);
        bytes += entry.sizeBytes();
        nextOrder = Math.max(nextOrder, entry.order() + 1);
    }

    private void forget(Entry entry) {
        if (entries.remove(entry)) bytes -= entry.sizeBytes();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
