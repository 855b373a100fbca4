package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.LogLine;
import io.meshplane.agent.domain.LineCutter;
import io.meshplane.agent.domain.LogPosition;
import io.meshplane.agent.domain.LogSeverity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Follows a log file through its rotation: a file that was renamed is read to its end before the new one is begun, also when that
 * happened while nobody followed; a file that was emptied is begun anew. Lines of a file that was rotated away more than once in
 * the meantime, or compressed, are lost. What the agent itself wrote is not brought, or each line would cause another: its own output
 * is no log to follow, and in the log of the system its lines are known by {@code [pid]:}.
 */
final class LogFileTap implements LogTap {
    private static final int CHUNK = 64 << 10;

    /** A writer goes on with the renamed file until it is told: so long that file must be silent. */
    private static final long QUIET_MS = 1_500;

    /** Where a line of syslog has its process id. */
    private static final int TAG_BYTES = 128;

    private final Path path;
    private final List<Path> ownOutputs;
    private final String ownTag;
    private final LineCutter cutter = new LineCutter(LogLine.MAX_BYTES);
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private @Nullable FileChannel open;
    private @Nullable LogPosition position;
    private long readOffset;
    private long lastBytesMs;
    private boolean fresh;

    /**
     * A tap.
     *
     * @param from text of a {@link LogPosition} to go on at; null = from the end of the file, only new lines
     */
    LogFileTap(Path path, @Nullable String from) {
        this(path, from, List.of(Path.of("/proc/self/fd/1"), Path.of("/proc/self/fd/2")));
    }

    /** A tap of an agent whose output goes to these files. */
    LogFileTap(Path path, @Nullable String from, List<Path> ownOutputs) {
        this.path = path;
        this.ownOutputs = ownOutputs;
        this.ownTag = "[" + ProcessHandle.current().pid() + "]:";
        this.position = parsed(from);
        this.fresh = position == null;
    }

    private static @Nullable LogPosition parsed(@Nullable String text) {
        try {
            return text == null ? null : LogPosition.ofText(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public boolean poll(BiConsumer<byte[], Boolean> lines) throws IOException {
        Consumer<byte[]> cut = line -> {
            if (!isOwn(line)) lines.accept(line, LogSeverity.isUrgent(line));
        };
        if (open == null && !open()) return false;
        if (wasBegunAnew(cut)) return true;
        int read = read(cut);
        if (read == 0) return lookAtThePath(cut);
        lastBytesMs = PolledSource.nowMs();
        return read == CHUNK;
    }

    @Override
    public @Nullable String position() {
        return position == null ? null : position.toText();
    }

    @Override
    public void close() {
        FileChannel channel = open;
        open = null;
        cutter.discard();
        if (channel == null) return;
        try {
            channel.close();
        } catch (IOException e) {
            return; // it was only read from
        }
    }

    /** Opens the file that the position is in, under whatever name; else the log from its beginning. */
    private boolean open() throws IOException {
        if (!Files.exists(path)) {
            fresh = false; // all of it will be new when it comes
            return false;
        }
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (!now.isRegularFile()) throw new IOException(path + " is no regular file");
        if (isOwnOutput(key(now))) throw new IOException(path + " is what the agent itself writes");
        LogPosition from = position;
        if (from == null) {
            begin(path, fresh ? new LogPosition(key(now), now.size(), 0, 0) : LogPosition.beginningOf(key(now)));
            return true;
        }
        Path file = key(now).equals(from.file()) ? path : renamed(from);
        if (file == null) begin(path, LogPosition.beginningOf(key(now)));
        else if (isWhereItWas(file, from)) begin(file, from);
        else begin(file, LogPosition.beginningOf(from.file()));
        return true;
    }

    private boolean isOwnOutput(String key) throws IOException {
        for (Path output : ownOutputs) {
            if (!Files.exists(output)) continue;
            if (key(Files.readAttributes(output, BasicFileAttributes.class)).equals(key)) return true;
        }
        return false;
    }

    private boolean isOwn(byte[] line) {
        int length = Math.min(line.length, TAG_BYTES);
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).contains(ownTag);
    }

    private void begin(Path file, LogPosition at) throws IOException {
        close();
        open = FileChannel.open(file, StandardOpenOption.READ);
        position = at;
        readOffset = at.offset();
        lastBytesMs = PolledSource.nowMs();
    }

    /** The file of that number, if it got another name in the same folder. */
    private @Nullable Path renamed(LogPosition from) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) return null;
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder, path.getFileName() + "*")) {
            for (Path sibling : siblings) {
                BasicFileAttributes seen = Files.readAttributes(sibling, BasicFileAttributes.class);
                boolean same = seen.isRegularFile() && key(seen).equals(from.file());
                if (same && isWhereItWas(sibling, from)) return sibling;
            }
        }
        return null;
    }

    private static boolean isWhereItWas(Path file, LogPosition from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            LogPosition.Sight sight = from.look(from.file(), channel.size(), headCrc(channel, from.headBytes()));
            return sight == LogPosition.Sight.SAME;
        }
    }

    private int read(Consumer<byte[]> cut) throws IOException {
        FileChannel channel = open;
        LogPosition at = position;
        if (channel == null || at == null) return 0;
        chunk.clear();
        int read = channel.read(chunk, readOffset);
        if (read <= 0) return 0;
        readOffset += read;
        cutter.feed(chunk.array(), read, cut);
        int head = (int) Math.min(LogPosition.MAX_HEAD, readOffset);
        OptionalInt crc = head == at.headBytes() ? OptionalInt.of(at.headCrc()) : headCrc(channel, head);
        position = new LogPosition(at.file(), readOffset - cutter.pendingBytes(), head, crc.orElse(0));
        return read;
    }

    /** The file may have been emptied and filled again since: looked at before more of it is read. */
    private boolean wasBegunAnew(Consumer<byte[]> cut) throws IOException {
        FileChannel channel = open;
        LogPosition at = position;
        if (channel == null || at == null || channel.size() == readOffset) return false;
        LogPosition reached = new LogPosition(at.file(), readOffset, at.headBytes(), at.headCrc());
        LogPosition.Sight sight = reached.look(at.file(), channel.size(), headCrc(channel, at.headBytes()));
        if (sight == LogPosition.Sight.SAME) return false;
        cutter.flush(cut);
        readOffset = 0;
        position = LogPosition.beginningOf(at.file());
        return true;
    }

    /** There is no more in the open file: perhaps it is not the log any more. */
    private boolean lookAtThePath(Consumer<byte[]> cut) throws IOException {
        LogPosition at = position;
        if (at == null || !Files.exists(path)) return false;
        String key = key(Files.readAttributes(path, BasicFileAttributes.class));
        boolean quiet = PolledSource.nowMs() - lastBytesMs >= QUIET_MS;
        if (key.equals(at.file()) || !quiet) return false;
        cutter.flush(cut);
        begin(path, LogPosition.beginningOf(key));
        return true;
    }

    private static OptionalInt headCrc(FileChannel channel, int bytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(bytes);
        while (head.hasRemaining()) {
            if (channel.read(head, head.position()) <= 0) return OptionalInt.empty();
        }
        CRC32 crc = new CRC32();
        crc.update(head.array());
        return OptionalInt.of((int) crc.getValue());
    }

    /** Number of a file on its device; where the system has none, its name must do. */
    private static String key(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? "unknown" : key.toString().replaceAll("\\s", "");
    }
}
