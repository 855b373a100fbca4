package io.meshplane.ingest.adapter.standard.body;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Gzip (RFC 1952), one member after the other, into the room there is. */
final class GzipStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int length;

    int length() {
        return length;
    }

    Opening open(byte[] body, Room room) {
        length = 0;
        int at = 0;
        do {
            int data = headerEnd(body, at);
            if (data < 0) return Opening.DAMAGED;
            int start = length;
            Opening opening = inflate(body, data, room);
            if (opening != Opening.OPENED) return opening;
            at = body.length - inflater.getRemaining();
            if (body.length - at < 8) return Opening.DAMAGED;
            crc.reset();
            crc.update(room.bytes(), start, length - start);
            if (le32(body, at) != (int) crc.getValue() || le32(body, at + 4) != length - start) return Opening.DAMAGED;
            at += 8;
        } while (at < body.length);
        return Opening.OPENED;
    }

    private Opening inflate(byte[] body, int data, Room room) {
        inflater.reset();
        inflater.setInput(body, data, body.length - data);
        try {
            while (!inflater.finished()) {
                byte[] out = room.bytes();
                if (length == out.length) {
                    Opening opening = room.grow();
                    if (opening != Opening.OPENED) return opening;
                    continue;
                }
                int written = inflater.inflate(out, length, out.length - length);
                length += written;
                boolean stuck = written == 0 && !inflater.finished();
                if (stuck && (inflater.needsInput() || inflater.needsDictionary())) return Opening.DAMAGED;
            }
            return Opening.OPENED;
        } catch (DataFormatException e) {
            return Opening.DAMAGED;
        }
    }

    /** Where the compressed data begin; -1 if this is no header. */
    private static int headerEnd(byte[] in, int start) {
        if (in.length - start < 18 || in[start] != 0x1f || (in[start + 1] & 0xff) != 0x8b || in[start + 2] != 8) {
            return -1;
        }
        int flags = in[start + 3];
        int at = start + 10;
        if ((flags & EXTRA) != 0) at += 2 + (in[at] & 0xff) + ((in[at + 1] & 0xff) << 8);
        if ((flags & NAME) != 0) at = afterZero(in, at);
        if ((flags & COMMENT) != 0) at = afterZero(in, at);
        if ((flags & HEADER_CRC) != 0) at += 2;
        return at > in.length ? -1 : at;
    }

    private static int afterZero(byte[] in, int from) {
        int at = from;
        while (at < in.length && in[at] != 0) at++;
        return at + 1;
    }

    private static int le32(byte[] in, int at) {
        return (in[at] & 0xff) | ((in[at + 1] & 0xff) << 8) | ((in[at + 2] & 0xff) << 16) | (in[at + 3] << 24);
    }
}
