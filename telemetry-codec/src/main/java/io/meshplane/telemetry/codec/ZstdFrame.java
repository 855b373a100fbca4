package io.meshplane.telemetry.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a zstd frame declares (RFC 8878 §3.1.1), read before anything is decompressed.
 *
 * @param contentBytes declared size of the content
 * @param windowBytes memory that a decoder needs to look back
 */
record ZstdFrame(long contentBytes, long windowBytes) {
    private static final int MAGIC = 0xFD2FB528;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

    /**
     * Reads a frame that fills the bytes exactly.
     *
     * @return null unless it is one whole frame that declares its content's size and wants no dictionary
     */
    static @Nullable ZstdFrame parse(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 6 || in.getInt() != MAGIC) return null;
        int descriptor = in.get() & 0xff;
        boolean singleSegment = (descriptor & 0x20) != 0;
        boolean checksum = (descriptor & 0x04) != 0;
        boolean reserved = (descriptor & 0x08) != 0;
        if (reserved || DICTIONARY_ID_BYTES[descriptor & 3] != 0) return null;
        long window = singleSegment ? 0 : windowBytes(in.get() & 0xff);
        long content = contentBytes(in, descriptor >>> 6, singleSegment);
        if (content < 0 || !blocksFill(in, checksum ? 4 : 0)) return null;
        return new ZstdFrame(content, singleSegment ? content : window);
    }

    private static long windowBytes(int descriptor) {
        long base = 1L << (10 + (descriptor >>> 3));
        return base + base / 8 * (descriptor & 7);
    }

    private static long contentBytes(ByteBuffer in, int flag, boolean singleSegment) {
        int size = flag == 0 ? (singleSegment ? 1 : 0) : 1 << flag;
        if (size == 0 || in.remaining() < size) return -1;
        return switch (size) {
            case 1 -> in.get() & 0xff;
            case 2 -> (in.getShort() & 0xffff) + 256;
            case 4 -> in.getInt() & 0xffffffffL;
            default -> in.getLong();
        };
    }

    private static boolean blocksFill(ByteBuffer in, int trailerBytes) {
        boolean last = false;
        while (!last) {
            if (in.remaining() < 3) return false;
            int header = (in.get() & 0xff) | (in.getShort() & 0xffff) << 8;
            last = (header & 1) != 0;
            int type = (header >>> 1) & 3;
            int size = type == 1 ? 1 : header >>> 3; // a run-length block holds one byte, whatever its size says
            if (type == 3 || in.remaining() < size) return false;
            in.position(in.position() + size);
        }
        return in.remaining() == trailerBytes;
    }
}
