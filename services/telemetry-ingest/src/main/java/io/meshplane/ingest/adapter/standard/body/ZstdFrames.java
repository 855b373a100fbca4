package io.meshplane.ingest.adapter.standard.body;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/**
 * Zstandard frames (RFC 8878), decoded in one step into the room there is: the output is the window, so a frame's declared window
 * costs nothing. Senders that stream declare no size; then the room grows until it is enough or the limit is reached.
 */
final class ZstdFrames {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private int length;

    int length() {
        return length;
    }

    Opening open(byte[] body, Room room) {
        length = 0;
        if (body.length == 0) return Opening.DAMAGED;
        long declared = Zstd.getFrameContentSize(body, 0, body.length);
        Opening opening = declared > 0 ? room.grow(declared) : Opening.OPENED;
        while (opening == Opening.OPENED) {
            try {
                byte[] out = room.bytes();
                length = context.decompressByteArray(out, 0, out.length, body, 0, body.length);
                return Opening.OPENED;
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) return Opening.DAMAGED;
                opening = room.grow();
            }
        }
        return opening;
    }
}
