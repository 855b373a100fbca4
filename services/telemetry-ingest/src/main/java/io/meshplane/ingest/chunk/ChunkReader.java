package io.meshplane.ingest.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.meshplane.ingest.wire.ProtoReader;
import java.util.Arrays;

/**
 * Walks a chunk: {@link #open}, then {@link #next} until it gives false; {@link #read} decodes the column where it stands, and
 * costs nothing for those that are not wanted. Total: damaged bytes end the walk and show in {@link #isDamaged}. Reusable, not
 * thread-safe.
 */
public final class ChunkReader {
    private final ProtoReader reader = new ProtoReader();
    private byte[] bytes = new byte[0];
    private int length;
    private long[] runTimes = new long[256];
    private int[] runEnds = new int[16];
    private int runCount;
    private int[] directory = new int[0];
    private int columns;
    private int column;
    private int columnEnd;
    private long[] values = new long[64];
    private boolean count;
    private boolean damaged;

    /**
     * Begins with a chunk.
     *
     * @param baseMs time of its earliest value, as it was told with it
     * @return false if it is damaged
     */
    public boolean open(byte[] chunk, long baseMs) {
        column = -1;
        columns = 0;
        runCount = 0;
        damaged = !expand(chunk);
        if (damaged) return false;
        reader.open(bytes, 0, length);
        damaged = length == 0 || bytes[0] != ChunkWriter.VERSION;
        long version = reader.varint();
        damaged |= version != ChunkWriter.VERSION || !readTimes(baseMs) || !readDirectory();
        return !damaged;
    }

    private boolean expand(byte[] chunk) {
        if (chunk.length == 0) return false;
        long declared = Zstd.getFrameContentSize(chunk, 0, chunk.length);
        if (declared < 0 || declared > ChunkWriter.BYTES_MAX) return false;
        length = (int) declared;
        if (bytes.length < length) bytes = new byte[Math.max(length, 2 * bytes.length)];
        try {
            return Zstd.decompressByteArray(bytes, 0, length, chunk, 0, chunk.length) == length;
        } catch (ZstdException e) {
            return false;
        }
    }

    private boolean readTimes(long baseMs) {
        long runs = reader.varint();
        int at = 0;
        for (long run = 0; run < runs && !reader.isBroken(); run++) {
            long size = reader.varint();
            if (size < 0 || size > length) return false; // a byte at least for each
            if (at + size > runTimes.length) runTimes = Arrays.copyOf(runTimes, Math.max(at + (int) size, 2 * at));
            long time = baseMs;
            long step = 0;
            for (int i = 0; i < size; i++) {
                long read = reader.zigzag();
                step = i == 0 ? 0 : step + read;
                time += i == 0 ? read : step;
                runTimes[at++] = time;
            }
            if (runCount == runEnds.length) runEnds = Arrays.copyOf(runEnds, 2 * runCount);
            runEnds[runCount++] = at;
        }
        return !reader.isBroken();
    }

    /** Number, run and end of each column. */
    private boolean readDirectory() {
        long read = reader.varint();
        if (read < 0 || read > length) return false;
        columns = (int) read;
        if (directory.length < 3 * columns) directory = new int[3 * columns];
        long number = 0;
        for (int i = 0; i < columns; i++) {
            number += reader.zigzag();
            directory[3 * i] = (int) number;
        }
        for (int i = 0; i < columns; i++) {
            long run = reader.varint();
            if (run < 0 || run >= runCount) return false;
            directory[3 * i + 1] = (int) run;
        }
        long end = 0;
        for (int i = 0; i < columns; i++) {
            end += reader.varint();
            if (end < 0 || end > length) return false;
            directory[3 * i + 2] = (int) end;
        }
        columnEnd = reader.at();
        return !reader.isBroken() && columnEnd + end == length;
    }

    /** Moves to the next column. */
    public boolean next() {
        return !damaged && ++column < columns;
    }

    /** Number of the column's series. */
    public int number() {
        return directory[3 * column];
    }

    /** How many values the column has. */
    public int size() {
        int run = directory[3 * column + 1];
        return runEnds[run] - runStart();
    }

    private int runStart() {
        int run = directory[3 * column + 1];
        return run == 0 ? 0 : runEnds[run - 1];
    }

    /** Decodes the column; false if it is damaged. */
    public boolean read() {
        int size = size();
        if (values.length < size) values = new long[Math.max(size, 2 * values.length)];
        int start = columnEnd + (column == 0 ? 0 : directory[3 * column - 1]);
        int kind = ValueColumn.read(reader, bytes, start, columnEnd + directory[3 * column + 2], values, size);
        damaged = kind < 0;
        count = kind == 1;
        return !damaged;
    }

    /** Whether the column's values are unsigned counts. */
    public boolean isCount() {
        return count;
    }

    public long timeMs(int i) {
        return runTimes[runStart() + i];
    }

    /** Value i: an unsigned count, or the bits of a double. */
    public long bits(int i) {
        return values[i];
    }

    /** Whether the chunk broke a rule of its form. */
    public boolean isDamaged() {
        return damaged;
    }
}
