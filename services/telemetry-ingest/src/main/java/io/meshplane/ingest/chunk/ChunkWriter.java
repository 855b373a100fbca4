package io.meshplane.ingest.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.meshplane.ingest.wire.ProtoBytes;
import java.util.Arrays;

/**
 * Writes the values of one node within an hour as one compact run of bytes: a zstd frame of
 *
 * <pre>
 * version 1
 * runs of times, their number; each: how many; the first less the base; then differences of differences (zigzag)
 * number of columns; then in a section each: series numbers (differences, zigzag), runs, lengths in bytes
 * the columns themselves ({@link ValueColumn})
 * </pre>
 *
 * All numbers are protobuf's varints. A reader of one series passes over the others by their lengths. Reusable, no objects per value;
 * not thread-safe.
 */
public final class ChunkWriter implements AutoCloseable {
    static final int VERSION = 1;
    /** No record of Kafka makes more. */
    static final int BYTES_MAX = 16 << 20;

    private static final int BASE_BYTES = 16 << 10;
    /** zstd's default: of the cheap levels the one that pays. */
    private static final int LEVEL = 3;

    private final TimeVectors vectors = new TimeVectors();
    private final ProtoBytes numbers = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    private final ProtoBytes runs = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    private final ProtoBytes lengths = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    private final ProtoBytes values = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    private final ProtoBytes whole = new ProtoBytes(BASE_BYTES, BYTES_MAX);
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setContentSize(true);
    private long firstMs;
    private long lastMs;
    private int columns;
    private int samples;
    private int numberBefore;

    /** Starts a chunk; what was not finished is forgotten. */
    public void begin() {
        vectors.clear();
        for (ProtoBytes part : new ProtoBytes[] {numbers, runs, lengths, values, whole}) part.clear();
        firstMs = Long.MAX_VALUE;
        lastMs = Long.MIN_VALUE;
        columns = 0;
        samples = 0;
        numberBefore = 0;
    }

    /**
     * Adds values of a series.
     *
     * @param number of the series
     * @param count whether the values are unsigned counts; else the bits of doubles
     * @param from first of the values, and of their times
     * @param end behind the last
     */
    public void add(int number, boolean count, long[] timesMs, long[] bits, int from, int end) {
        if (from == end) return;
        numbers.zigzag(number - numberBefore);
        numberBefore = number;
        runs.varint(vectors.intern(timesMs, from, end));
        int before = values.size();
        ValueColumn.write(values, count, bits, from, end);
        lengths.varint(values.size() - before);
        for (int i = from; i < end; i++) {
            firstMs = Math.min(firstMs, timesMs[i]);
            lastMs = Math.max(lastMs, timesMs[i]);
        }
        columns++;
        samples += end - from;
    }

    /** How many values there are so far. */
    public int samples() {
        return samples;
    }

    /** Time of the earliest value. */
    public long firstMs() {
        return firstMs;
    }

    /** Time of the latest value. */
    public long lastMs() {
        return lastMs;
    }

    /**
     * The chunk.
     *
     * @throws IllegalStateException if it is larger than any upload can make it
     */
    public byte[] finish() {
        whole.octet(VERSION);
        whole.varint(vectors.count());
        for (int vector = 0; vector < vectors.count(); vector++) writeTimes(vector);
        whole.varint(columns);
        for (ProtoBytes part : new ProtoBytes[] {numbers, runs, lengths, values}) {
            if (part.isOver()) throw new IllegalStateException("a chunk of more than " + BYTES_MAX + " bytes");
            whole.raw(part.bytes(), 0, part.size());
        }
        if (whole.isOver()) throw new IllegalStateException("a chunk of more than " + BYTES_MAX + " bytes");
        byte[] frame = new byte[(int) Zstd.compressBound(whole.size())];
        int size = zstd.compressByteArray(frame, 0, frame.length, whole.bytes(), 0, whole.size());
        return Arrays.copyOf(frame, size);
    }

    private void writeTimes(int vector) {
        int start = vectors.start(vector);
        int end = vectors.end(vector);
        whole.varint(end - start);
        long before = firstMs;
        long step = 0;
        for (int i = start; i < end; i++) {
            long next = vectors.timeMs(i) - before;
            whole.zigzag(i == start ? next : next - step);
            step = i == start ? 0 : next;
            before = vectors.timeMs(i);
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
