package io.meshplane.ingest.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.meshplane.ingest.domain.series.NodeSeries;
import io.meshplane.ingest.wire.ProtoBytes;
import io.meshplane.ingest.wire.ProtoReader;
import java.util.Arrays;

/**
 * The newest value of each series of a node, as they lie in the node's row: a zstd frame of version 1, how many, and in a section
 * each: numbers (differences), times in milliseconds (differences, zigzag), gaps in milliseconds, kinds (1 = count), values (8 bytes,
 * lowest first).
 */
public final class NewestValues {
    private static final int VERSION = 1;
    private static final int BYTES_MAX = 16 << 20;
    private static final int LEVEL = 1;

    /** Writes those of all series that ever had a value. */
    public static byte[] write(NodeSeries series) {
        ProtoBytes bytes = new ProtoBytes(16 << 10, BYTES_MAX);
        int[] numbers = withValues(series);
        bytes.octet(VERSION);
        bytes.varint(numbers.length);
        int before = 0;
        for (int number : numbers) {
            bytes.varint(number - before);
            before = number;
        }
        long timeBefore = 0;
        for (int number : numbers) {
            bytes.zigzag(series.timeMs(number) - timeBefore);
            timeBefore = series.timeMs(number);
        }
        for (int number : numbers) bytes.varint(series.gapMs(number));
        for (int number : numbers) bytes.octet(series.isCount(number) ? 1 : 0);
        for (int number : numbers) bytes.fixed64(series.bits(number));
        if (bytes.isOver()) throw new IllegalStateException("newest values of more than " + BYTES_MAX + " bytes");
        return Zstd.compress(Arrays.copyOf(bytes.bytes(), bytes.size()), LEVEL);
    }

    private static int[] withValues(NodeSeries series) {
        int[] numbers = new int[series.size()];
        int found = 0;
        for (int number = 0; number < series.end(); number++) {
            if (series.isKnown(number) && series.timeMs(number) != 0) numbers[found++] = number;
        }
        return Arrays.copyOf(numbers, found);
    }

    /**
     * Reads them into the series of their numbers; numbers that no series has any more are passed over.
     *
     * @return false if they are damaged
     */
    public static boolean read(byte[] frame, NodeSeries into) {
        if (frame.length == 0) return true;
        long declared = Zstd.getFrameContentSize(frame, 0, frame.length);
        if (declared < 1 || declared > BYTES_MAX) return false;
        byte[] bytes;
        try {
            bytes = Zstd.decompress(frame, (int) declared);
        } catch (ZstdException e) {
            return false;
        }
        ProtoReader reader = new ProtoReader();
        reader.open(bytes, 0, bytes.length);
        long version = reader.varint();
        long count = reader.varint();
        if (version != VERSION || count < 0 || count > bytes.length) return false;
        return read(reader, (int) count, into);
    }

    private static boolean read(ProtoReader reader, int count, NodeSeries into) {
        int[] numbers = new int[count];
        long[] times = new long[count];
        int[] gaps = new int[count];
        boolean[] counts = new boolean[count];
        int number = 0;
        for (int i = 0; i < count; i++) {
            number += (int) reader.varint();
            numbers[i] = number;
        }
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += reader.zigzag();
            times[i] = time;
        }
        for (int i = 0; i < count; i++) gaps[i] = (int) reader.varint();
        for (int i = 0; i < count; i++) counts[i] = reader.varint() == 1;
        for (int i = 0; i < count; i++) {
            long bits = reader.fixed64();
            if (reader.isBroken() || numbers[i] < 0) return false;
            into.keep(numbers[i], counts[i], times[i], bits, gaps[i]);
        }
        return !reader.isBroken();
    }

    private NewestValues() {}
}
