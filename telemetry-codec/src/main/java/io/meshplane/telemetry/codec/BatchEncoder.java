package io.meshplane.telemetry.codec;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Writes a batch in format version 1 (docs/telemetry-format.md). */
public final class BatchEncoder {
    static final int MAGIC = 0x4254504D; // "MPTB" in little endian
    static final int VERSION = 1;
    static final int ENVELOPE_BYTES = 9;
    private static final int COMPRESSION_LEVEL = 3;

    /**
     * Encodes a batch. It is lossless to the bit, NaN payloads included.
     *
     * @throws IllegalArgumentException if a string is not Unicode text (a lone surrogate): a caller's bug
     */
    public static byte[] encode(Batch batch) {
        return seal(Zstd.compress(BodyEncoder.encode(batch), COMPRESSION_LEVEL));
    }

    /** Puts the envelope around a compressed frame. */
    static byte[] seal(byte[] frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame);
        return ByteBuffer.allocate(ENVELOPE_BYTES + frame.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .putInt((int) crc.getValue())
                .put(frame)
                .array();
    }

    private BatchEncoder() {}
}
