package io.meshplane.ingest.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.meshplane.ingest.wire.ProtoBytes;
import io.meshplane.ingest.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of one upload as a zstd frame of protobuf's fields 1, one a line: any bytes survive. */
public final class LogBlock {
    private static final int TAG = 0x0a;
    private static final int BASE_BYTES = 16 << 10;
    /** No record of Kafka holds more. */
    private static final int BYTES_MAX = 4 << 20;

    private static final int LEVEL = 3;

    private LogBlock() {}

    /** Writes blocks. Reusable, not thread-safe. */
    public static final class Writer implements AutoCloseable {
        private final ProtoBytes lines = new ProtoBytes(BASE_BYTES, BYTES_MAX);
        private final ZstdCompressCtx zstd =
                new ZstdCompressCtx().setLevel(LEVEL).setContentSize(true);
        private int count;

        /** Starts a block. */
        public void begin() {
            lines.clear();
            count = 0;
        }

        /** Adds a line. */
        public void add(byte[] from, int start, int end) {
            lines.field(TAG, from, start, end);
            count++;
        }

        /** How many lines there are so far. */
        public int count() {
            return count;
        }

        /**
         * The block.
         *
         * @throws IllegalStateException if it is larger than any upload can make it
         */
        public byte[] finish() {
            if (lines.isOver()) throw new IllegalStateException("lines of more than " + BYTES_MAX + " bytes");
            return zstd.compress(Arrays.copyOf(lines.bytes(), lines.size()));
        }

        @Override
        public void close() {
            zstd.close();
        }
    }

    /** The lines of a block; what is no UTF-8 in them is replaced. Empty if the block is damaged. */
    public static List<String> read(byte[] block) {
        long size = block.length == 0 ? -1 : Zstd.getFrameContentSize(block);
        if (size < 0 || size > BYTES_MAX) return List.of();
        byte[] content;
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            content = zstd.decompress(block, (int) size);
        } catch (ZstdException e) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        ProtoReader reader = new ProtoReader();
        reader.open(content, 0, content.length);
        while (reader.next()) {
            if (reader.tag() != TAG) {
                reader.skip();
                continue;
            }
            reader.region();
            lines.add(new String(content, reader.from(), reader.to() - reader.from(), StandardCharsets.UTF_8));
        }
        return reader.isBroken() ? List.of() : lines;
    }
}
