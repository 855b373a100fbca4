package io.meshplane.agent.adapter.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that a process can be killed over, or lose its power, between any two of its steps and within any write. Its
 * rules are those of a journalling file system in ordered mode: names change in their order, so that a power cut undoes the latest of
 * them; what {@code force} was not called for may be there up to any byte, or be zeros; {@code force} makes all earlier names last.
 */
public final class SimulatedDisk extends BareProvider {
    private static final int BLOCK_BYTES = 4096;

    /** The process is not there any more. No code that handles errors sees it. */
    public static final class Halt extends Error {
        private static final long serialVersionUID = 1L;

        Halt() {
            super("halt", null, false, false);
        }
    }

    /** A file, or a folder if it has no bytes. */
    static final class Node {
        byte @Nullable [] bytes;
        int size;
        byte[] synced = {};

        Node(boolean folder) {
            bytes = folder ? null : new byte[0];
        }

        boolean isFolder() {
            return bytes == null;
        }
    }

    private final SplittableRandom random;
    private final SimulatedFolderTree files = new SimulatedFolderTree(this);
    private final List<Consumer<Map<String, Node>>> unsyncedNames = new ArrayList<>();
    private TreeMap<String, Node> names = new TreeMap<>();
    private TreeMap<String, Node> durableNames = new TreeMap<>();
    private long capacityBytes;
    private long stepsLeft = Long.MAX_VALUE;
    private boolean halted;
    private long steps;

    /** An empty one. */
    public SimulatedDisk(SplittableRandom random, long capacityBytes) {
        this.random = random;
        this.capacityBytes = capacityBytes;
        names.put("/", new Node(true));
        durableNames.put("/", new Node(true));
    }

    /** Its root. */
    public Path root() {
        return path("/");
    }

    /** Steps that changed it so far. */
    public long steps() {
        return steps;
    }

    /** The process halts at the step that follows so many. */
    public void haltAfter(long more) {
        stepsLeft = more;
    }

    /** From now on there is room for so much, in whole blocks; what is there stays. */
    public void resize(long bytes) {
        capacityBytes = bytes;
    }

    /** What files take, in whole blocks. */
    public long usedBytes() {
        return names.values().stream()
                .mapToLong(node -> SegmentLog.blocks(node.size))
                .sum();
    }

    /** A new process runs over what a killed one left. */
    public void restart() {
        halted = false;
        stepsLeft = Long.MAX_VALUE;
    }

    /** A new process runs over what is left after the power went. */
    public void powerCut() {
        int kept = random.nextInt(unsyncedNames.size() + 1);
        for (Consumer<Map<String, Node>> change : unsyncedNames.subList(0, kept)) change.accept(durableNames);
        unsyncedNames.clear();
        names = new TreeMap<>(durableNames);
        for (Node node : names.values()) if (!node.isFolder()) tear(node);
        restart();
    }

    private void tear(Node node) {
        int certain = Math.min(node.synced.length, node.size);
        int length = certain + random.nextInt(node.size - certain + 1);
        byte[] left = Arrays.copyOf(bytes(node), length);
        System.arraycopy(node.synced, 0, left, 0, certain);
        if (length > certain && random.nextInt(4) == 0) { // the length was written, the block was not
            Arrays.fill(left, certain + random.nextInt(length - certain), length, (byte) 0);
        }
        node.bytes = left;
        node.size = length;
        node.synced = left.clone();
    }

    /** Flips a bit of a file whose name ends like that, and tells its size in bytes; 0 if there is none with bytes. */
    public int flipABit(String suffix) {
        List<String> candidates = names.entrySet().stream()
                .filter(one -> one.getKey().endsWith(suffix) && one.getValue().size > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (candidates.isEmpty()) return 0;
        Node node = node(candidates.get(random.nextInt(candidates.size())));
        int at = random.nextInt(node.size);
        bytes(node)[at] ^= (byte) (1 << random.nextInt(8));
        node.synced = Arrays.copyOf(bytes(node), node.size);
        return node.size;
    }

    SimulatedPath path(String text) {
        return new SimulatedPath(files, text);
    }

    boolean isHalted() {
        return halted;
    }

    /** Before each change; the one at which the process halts may be done in part. */
    private boolean isLast() {
        if (halted) throw new Halt();
        steps++;
        if (stepsLeft-- > 0) return false;
        halted = true;
        return true;
    }

    private void changeNames(Consumer<Map<String, Node>> change) {
        boolean last = isLast();
        if (!last || random.nextBoolean()) {
            change.accept(names);
            unsyncedNames.add(change);
        }
        if (last) throw new Halt();
    }

    /** Writes as much as there is room for, one byte at least. */
    int write(Node node, long position, byte[] more) throws IOException {
        boolean last = isLast();
        int length = last ? random.nextInt(more.length + 1) : more.length;
        long room = capacityBytes - usedBytes() + SegmentLog.blocks(node.size) - position;
        if (room <= 0 && length > 0 && !last) throw new IOException("No space left on device");
        length = Math.clamp(room, 0, length);
        int end = Math.max(node.size, (int) position + length);
        byte[] bytes = bytes(node);
        if (bytes.length < end) bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        System.arraycopy(more, 0, bytes, (int) position, length);
        node.bytes = bytes;
        node.size = end;
        if (last) throw new Halt();
        return length;
    }

    void truncate(Node node, long size) {
        if (isLast()) throw new Halt();
        node.size = (int) Math.min(node.size, size);
    }

    void force(Node node) {
        if (isLast()) throw new Halt();
        for (Consumer<Map<String, Node>> change : unsyncedNames) change.accept(durableNames);
        unsyncedNames.clear();
        if (!node.isFolder()) node.synced = Arrays.copyOf(bytes(node), node.size);
    }

    static byte[] bytes(Node node) {
        byte[] bytes = node.bytes;
        if (bytes == null) throw new IllegalStateException("a folder");
        return bytes;
    }

    private Node node(String path) {
        Node node = names.get(path);
        if (node == null) throw new IllegalStateException("no " + path);
        return node;
    }

    private Node existing(Path path) throws NoSuchFileException {
        if (halted) throw new Halt();
        Node node = names.get(path.toString());
        if (node == null) throw new NoSuchFileException(path.toString());
        return node;
    }

    private void create(Path path, boolean folder) throws IOException {
        if (names.containsKey(path.toString())) throw new FileAlreadyExistsException(path.toString());
        if (usedBytes() + BLOCK_BYTES > capacityBytes) throw new IOException("No space left on device");
        Node node = new Node(folder);
        changeNames(map -> map.put(path.toString(), node));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        if (halted) throw new Halt();
        boolean made = options.contains(StandardOpenOption.CREATE) && !names.containsKey(path.toString());
        if (made || options.contains(StandardOpenOption.CREATE_NEW)) create(path, false);
        Node node = existing(path);
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING) && node.size > 0) truncate(node, 0);
        return new SimulatedChannel(this, node);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        existing(folder);
        String prefix = folder.toString().equals("/") ? "/" : folder + "/";
        List<Path> found = new ArrayList<>();
        for (String name : names.keySet()) {
            boolean within = name.startsWith(prefix) && name.length() > prefix.length();
            if (within && name.indexOf('/', prefix.length()) < 0) found.add(path(name));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (halted) throw new Halt();
        create(folder, true);
    }

    @Override
    public void delete(Path path) throws IOException {
        existing(path);
        changeNames(map -> map.remove(path.toString()));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        Node node = existing(from);
        changeNames(map -> {
            map.remove(from.toString());
            map.put(to.toString(), node);
        });
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        existing(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(SimulatedFolderTree.attributes(existing(path)));
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }
}
