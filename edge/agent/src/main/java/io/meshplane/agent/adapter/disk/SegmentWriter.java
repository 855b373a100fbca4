package io.meshplane.agent.adapter.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Writes one segment, a record at a time, each with one system call: what was added survives the death of the process at once, and
 * a power cut after {@link #sync}.
 */
final class SegmentWriter implements AutoCloseable {
    private final FileChannel channel;
    private final long firstIndex;
    private final char type;
    private long sizeBytes;
    private boolean unsynced = true;

    private SegmentWriter(FileChannel channel, long firstIndex, char type) {
        this.channel = channel;
        this.firstIndex = firstIndex;
        this.type = type;
    }

    /** Begins a segment in a new file, readable by its owner only. */
    static SegmentWriter create(Path file, long firstIndex, char type) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        SegmentWriter writer =
                new SegmentWriter(FileChannel.open(file, options, DurableFiles.ownerOnly()), firstIndex, type);
        try {
            writer.write(SegmentFormat.header(firstIndex));
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /**
     * Adds a record.
     *
     * @param index above those added before
     * @throws IOException if there is no room, or the disk fails; the segment then ends before this record
     */
    void append(long index, byte[] payload) throws IOException {
        write(SegmentFormat.record(type, index - firstIndex, payload));
    }

    private void write(byte[] bytes) throws IOException {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) channel.write(left, sizeBytes + left.position());
            sizeBytes += bytes.length;
            unsynced = true;
        } catch (IOException e) {
            channel.truncate(sizeBytes); // a part of it may be there; needs no room
            throw e;
        }
    }

    /** Returns when what was added is on the medium. */
    void sync() throws IOException {
        if (unsynced) channel.force(false);
        unsynced = false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
