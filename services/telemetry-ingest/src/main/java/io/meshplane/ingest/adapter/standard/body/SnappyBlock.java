package io.meshplane.ingest.adapter.standard.body;

/**
 * Snappy's block form (google/snappy format_description.txt): the length first, then literals and copies. The length is checked
 * before memory is taken, every element before it is followed.
 */
final class SnappyBlock {
    private byte[] in = new byte[0];
    private int at;
    private int length;

    int length() {
        return length;
    }

    Opening open(byte[] body, Room room) {
        in = body;
        at = 0;
        length = 0;
        long declared = declaredLength();
        if (declared < 0) return Opening.DAMAGED;
        Opening opening = room.grow(declared);
        if (opening != Opening.OPENED) return opening;
        length = (int) declared;
        boolean whole = decode(room.bytes());
        in = new byte[0];
        return whole ? Opening.OPENED : Opening.DAMAGED;
    }

    private long declaredLength() {
        long value = 0;
        for (int shift = 0; shift < 35 && at < in.length; shift += 7) {
            int b = in[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) return value > 0xffff_ffffL ? -1 : value;
        }
        return -1;
    }

    private boolean decode(byte[] out) {
        int put = 0;
        while (at < in.length) {
            int tag = in[at++] & 0xff;
            int size = (tag & 3) == 0 ? literalSize(tag >>> 2) : copySize(tag);
            if (size < 0 || size > length - put) return false;
            if ((tag & 3) == 0) {
                if (size > in.length - at) return false;
                System.arraycopy(in, at, out, put, size);
                at += size;
            } else {
                int offset = copyOffset(tag);
                if (offset <= 0 || offset > put) return false;
                copy(out, put, offset, size);
            }
            put += size;
        }
        return put == length;
    }

    private int literalSize(int code) {
        if (code < 60) return code + 1;
        long size = littleEndian(code - 59);
        return size < 0 || size >= Integer.MAX_VALUE ? -1 : (int) size + 1;
    }

    private static int copySize(int tag) {
        return (tag & 3) == 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    }

    private int copyOffset(int tag) {
        long offset = switch (tag & 3) {
            case 1 -> {
                long low = littleEndian(1);
                yield low < 0 ? -1 : low | ((tag >>> 5) << 8);
            }
            case 2 -> littleEndian(2);
            default -> littleEndian(4);
        };
        return offset > Integer.MAX_VALUE ? -1 : (int) offset;
    }

    private long littleEndian(int count) {
        if (count > in.length - at) return -1;
        long value = 0;
        for (int i = 0; i < count; i++) value |= (in[at++] & 0xffL) << (8 * i);
        return value;
    }

    /** A copy may reach into what it writes: then the bytes repeat. */
    private static void copy(byte[] out, int put, int offset, int size) {
        if (offset >= size) {
            System.arraycopy(out, put - offset, out, put, size);
            return;
        }
        for (int i = put; i < put + size; i++) out[i] = out[i - offset];
    }
}
