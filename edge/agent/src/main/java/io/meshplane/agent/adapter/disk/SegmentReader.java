package io.meshplane.agent.adapter.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads a segment, a record at a time. One that is still being written can be read on after its end; whatever the bytes are,
 * nothing is thrown for them.
 */
final class SegmentReader implements AutoCloseable {
    /** What {@link #next} found. */
    enum Step {
        RECORD,
        /** No record more, so far. */
        END,
        /** What follows is no record: a torn write, or a damage. */
        DAMAGED
    }

    private static final int WINDOW_BYTES = 16 * 1024;

    private final FileChannel channel;
    private final char type;
    private byte[] window = new byte[WINDOW_BYTES];
    private long windowStart;
    private int windowBytes;
    private long position;
    private long firstIndex = -1;
    private long index = -1;
    private byte[] payload = {};

    SegmentReader(Path file, char type) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.type = type;
    }

    /** Reads the next record. */
    Step next() {
        try {
            if (firstIndex < 0) {
                Step header = readHeader();
                if (header != Step.RECORD) return header;
            }
            return readRecord();
        } catch (IOException e) { // a bad block of the flash
            return Step.DAMAGED;
        }
    }

    /** Index of the record that was read last. */
    long index() {
        return index;
    }

    /** Payload of the record that was read last. */
    byte[] payload() {
        return payload;
    }

    /** Bytes of the file up to the end of the last good record; 0 if not even the header is good. */
    long goodBytes() {
        return position;
    }

    private Step readHeader() throws IOException {
        if (channel.size() == 0) return Step.END; // what is left of one whose header was damaged, and told of then
        if (!have(SegmentFormat.HEADER_BYTES)) return Step.DAMAGED;
        int at = (int) (position - windowStart);
        long first = ByteBuffer.wrap(window).getLong(at + 4);
        byte[] header = Arrays.copyOfRange(window, at, at + SegmentFormat.HEADER_BYTES);
        if (first < 0 || !Arrays.equals(header, SegmentFormat.header(first))) return Step.DAMAGED;
        firstIndex = first;
        position += SegmentFormat.HEADER_BYTES;
        return Step.RECORD;
    }

    private Step readRecord() throws IOException {
        if (channel.size() == position) return Step.END;
        if (!have(SegmentFormat.FRAME_BYTES)) return Step.DAMAGED;
        ByteBuffer frame = ByteBuffer.wrap(window);
        int bodyBytes = frame.getInt((int) (position - windowStart));
        int checksum = frame.getInt((int) (position - windowStart) + 4);
        boolean sane = bodyBytes >= 2 && bodyBytes <= SegmentFormat.MAX_BODY_BYTES;
        if (!sane || !have(SegmentFormat.FRAME_BYTES + bodyBytes)) return Step.DAMAGED;
        int from = (int) (position - windowStart) + SegmentFormat.FRAME_BYTES;
        if (SegmentFormat.checksum(bodyBytes, window, from) != checksum || window[from] != type) return Step.DAMAGED;
        int at = from + 1;
        long relative = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = window[at++];
            relative |= (part & 0x7FL) << shift;
            if (part >= 0) break;
            if (shift > 56 || at == from + bodyBytes) return Step.DAMAGED;
        }
        payload = Arrays.copyOfRange(window, at, from + bodyBytes);
        index = firstIndex + relative;
        position += SegmentFormat.FRAME_BYTES + bodyBytes;
        return Step.RECORD;
    }

    /** Makes that many bytes from the position on stand in the window, if the file has them. */
    private boolean have(int bytes) throws IOException {
        if (position >= windowStart && position + bytes <= windowStart + windowBytes) return true;
        if (bytes > window.length) window = new byte[Math.max(bytes, window.length * 2)];
        windowStart = position;
        ByteBuffer into = ByteBuffer.wrap(window);
        while (into.hasRemaining()) {
            int read = channel.read(into, windowStart + into.position());
            if (read < 0) break;
        }
        windowBytes = into.position();
        return windowBytes >= bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
