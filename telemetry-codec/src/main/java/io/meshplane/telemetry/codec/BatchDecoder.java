package io.meshplane.telemetry.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Reads a batch (docs/telemetry-format.md). */
public final class BatchDecoder {
    /**
     * Decodes bytes from anybody. Total: it never throws, whatever the bytes, and spends no more than the limits allow.
     */
    public static Decoded decode(byte[] bytes, Limits limits) {
        try {
            return new Decoded.Accepted(BodyDecoder.decode(open(bytes, limits), limits));
        } catch (ByteSource.Malformed e) {
            return new Decoded.Refused(e.reason, e.detail());
        }
    }

    /** Checks the envelope and decompresses the body. */
    static byte[] open(byte[] bytes, Limits limits) throws ByteSource.Malformed {
        if (bytes.length > limits.maxBatchBytes()) {
            throw new ByteSource.Malformed(
                    Decoded.Reason.TOO_LARGE, "batch larger than " + limits.maxBatchBytes() + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 5 || in.getInt() != BatchEncoder.MAGIC) {
            throw new ByteSource.Malformed(Decoded.Reason.NOT_A_BATCH, "no batch begins like this");
        }
        int version = in.get() & 0xff;
        if (version != BatchEncoder.VERSION) {
            throw new ByteSource.Malformed(
                    Decoded.Reason.UNSUPPORTED_VERSION, "format version " + version + ", only 1 is known");
        }
        if (bytes.length < BatchEncoder.ENVELOPE_BYTES) throw damaged("cut off");
        CRC32C crc = new CRC32C();
        crc.update(bytes, BatchEncoder.ENVELOPE_BYTES, bytes.length - BatchEncoder.ENVELOPE_BYTES);
        if ((int) crc.getValue() != in.getInt()) throw damaged("checksum does not match");
        return decompress(bytes, limits);
    }

    private static byte[] decompress(byte[] bytes, Limits limits) throws ByteSource.Malformed {
        int offset = BatchEncoder.ENVELOPE_BYTES;
        int length = bytes.length - offset;
        ZstdFrame frame = ZstdFrame.parse(bytes, offset, length);
        if (frame == null) throw damaged("not one zstd frame that declares its size");
        if (frame.contentBytes() > limits.maxBodyBytes()) {
            throw new ByteSource.Malformed(
                    Decoded.Reason.TOO_LARGE, "body larger than " + limits.maxBodyBytes() + " bytes");
        }
        if (frame.windowBytes() > limits.maxWindowBytes()) {
            throw new ByteSource.Malformed(
                    Decoded.Reason.TOO_LARGE, "zstd window larger than " + limits.maxWindowBytes() + " bytes");
        }
        byte[] body = new byte[(int) frame.contentBytes()];
        try {
            long written = Zstd.decompressByteArray(body, 0, body.length, bytes, offset, length);
            if (written != body.length) throw damaged("zstd frame does not hold what it declares");
            return body;
        } catch (ZstdException e) {
            throw damaged("zstd frame is broken");
        }
    }

    private static ByteSource.Malformed damaged(String detail) {
        return new ByteSource.Malformed(Decoded.Reason.DAMAGED, detail);
    }

    private BatchDecoder() {}
}
