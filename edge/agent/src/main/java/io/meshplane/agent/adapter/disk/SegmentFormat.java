package io.meshplane.agent.adapter.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment, big endian. Header: "MPS1", first index (8 bytes), CRC32C of those 12 bytes. Then records: length of the
 * body (4), CRC32C of length and body (4), body. Body: type (1), index less the segment's first index (varint), payload.
 */
final class SegmentFormat {
    static final int HEADER_BYTES = 16;
    static final int FRAME_BYTES = 8;
    static final int MAX_BODY_BYTES = 2 << 20;
    private static final int MAGIC = 0x4D505331;

    static byte[] header(long firstIndex) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putLong(firstIndex);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 12);
        return bytes.putInt((int) crc.getValue()).array();
    }

    static byte[] record(char type, long relativeIndex, byte[] payload) {
        int indexBytes = Math.max(1, (70 - Long.numberOfLeadingZeros(relativeIndex)) / 7);
        int bodyBytes = 1 + indexBytes + payload.length;
        ByteBuffer bytes = ByteBuffer.allocate(FRAME_BYTES + bodyBytes);
        bytes.putInt(bodyBytes).putInt(0).put((byte) type);
        for (long left = relativeIndex; ; left >>>= 7) {
            if (left < 0x80) {
                bytes.put((byte) left);
                break;
            }
            bytes.put((byte) (left | 0x80));
        }
        bytes.put(payload);
        return bytes.putInt(4, checksum(bodyBytes, bytes.array(), FRAME_BYTES)).array();
    }

    /** Over the length, too: a length that changed must not lead to a body that happens to fit. */
    static int checksum(int bodyBytes, byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        for (int shift = 24; shift >= 0; shift -= 8) crc.update(bodyBytes >>> shift);
        crc.update(bytes, from, bodyBytes);
        return (int) crc.getValue();
    }

    private SegmentFormat() {}
}
