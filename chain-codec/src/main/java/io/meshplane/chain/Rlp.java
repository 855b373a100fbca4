package io.meshplane.chain;

import java.util.ArrayList;
import java.util.List;

/** Recursive length prefix encoding (Ethereum yellow paper, appendix B). Decoding accepts the canonical form only. */
public final class Rlp {
    /** Deepest list accepted; a signed transaction with an access list needs 4. */
    public static final int MAX_DEPTH = 16;

    /** Largest input accepted. */
    public static final int MAX_SIZE_BYTES = 16 * 1024 * 1024;

    private static final int SHORT_LIMIT = 55;

    private Rlp() {}

    public static Bytes encode(RlpItem item) {
        byte[] encoded = new byte[sizeOf(item)];
        write(item, encoded, 0);
        return Bytes.wrap(encoded);
    }

    /** Encodes a list of the given items. */
    public static Bytes encodeList(List<RlpItem> items) {
        return encode(RlpItem.listOf(items));
    }

    private static int sizeOf(RlpItem item) {
        int payload = payloadSize(item);
        if (item instanceof RlpItem.ByteArray(Bytes bytes) && payload == 1 && bytes.at(0) < 0x80) {
            return 1;
        }
        return Math.addExact(payload, payload <= SHORT_LIMIT ? 1 : 1 + lengthOfLength(payload));
    }

    private static int payloadSize(RlpItem item) {
        return switch (item) {
            case RlpItem.ByteArray(Bytes bytes) -> bytes.size();
            case RlpItem.ItemList(List<RlpItem> items) -> {
                int size = 0;
                for (RlpItem each : items) {
                    size = Math.addExact(size, sizeOf(each));
                }
                yield size;
            }
        };
    }

    private static int lengthOfLength(int length) {
        return (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
    }

    private static int write(RlpItem item, byte[] out, int start) {
        int payload = payloadSize(item);
        return switch (item) {
            case RlpItem.ByteArray(Bytes bytes) -> {
                boolean ownByte = payload == 1 && bytes.at(0) < 0x80;
                int at = ownByte ? start : writePrefix(payload, 0x80, out, start);
                System.arraycopy(bytes.array(), 0, out, at, payload);
                yield at + payload;
            }
            case RlpItem.ItemList(List<RlpItem> items) -> {
                int at = writePrefix(payload, 0xc0, out, start);
                for (RlpItem each : items) {
                    at = write(each, out, at);
                }
                yield at;
            }
        };
    }

    private static int writePrefix(int payload, int offset, byte[] out, int start) {
        if (payload <= SHORT_LIMIT) {
            out[start] = (byte) (offset + payload);
            return start + 1;
        }
        int lengthBytes = lengthOfLength(payload);
        out[start] = (byte) (offset + SHORT_LIMIT + lengthBytes);
        for (int i = 0; i < lengthBytes; i++) {
            out[start + lengthBytes - i] = (byte) (payload >>> (8 * i));
        }
        return start + 1 + lengthBytes;
    }

    /**
     * Decodes exactly one item that fills the input.
     *
     * @throws MalformedChainDataException if not canonical, truncated, followed by more bytes, or beyond the bounds above
     */
    public static RlpItem decode(Bytes input) throws MalformedChainDataException {
        if (input.size() > MAX_SIZE_BYTES) {
            throw new MalformedChainDataException("RLP input beyond " + MAX_SIZE_BYTES + " bytes");
        }
        Cursor cursor = new Cursor(input);
        RlpItem item = cursor.item(input.size(), 0);
        if (cursor.at != input.size()) {
            throw new MalformedChainDataException("bytes after the RLP item");
        }
        return item;
    }

    private static final class Cursor {
        private final Bytes input;
        private int at;

        Cursor(Bytes input) {
            this.input = input;
        }

        RlpItem item(int end, int depth) throws MalformedChainDataException {
            require(at < end, "RLP item expected");
            int prefix = input.at(at++);
            if (prefix < 0x80) {
                return RlpItem.of(input.slice(at - 1, at));
            }
            if (prefix < 0xc0) {
                return byteArray(length(prefix - 0x80, end));
            }
            return list(length(prefix - 0xc0, end), depth + 1);
        }

        private RlpItem byteArray(int length) throws MalformedChainDataException {
            require(length != 1 || input.at(at) >= 0x80, "RLP byte below 0x80 with a prefix");
            at += length;
            return RlpItem.of(input.slice(at - length, at));
        }

        private RlpItem list(int length, int depth) throws MalformedChainDataException {
            require(depth <= MAX_DEPTH, "RLP lists nested too deeply");
            int end = at + length;
            List<RlpItem> items = new ArrayList<>();
            while (at < end) {
                items.add(item(end, depth));
            }
            return RlpItem.listOf(items);
        }

        private int length(int code, int end) throws MalformedChainDataException {
            long length = code;
            if (code > SHORT_LIMIT) {
                int lengthBytes = code - SHORT_LIMIT;
                require(lengthBytes <= end - at && lengthBytes <= 4, "RLP length beyond the input");
                require(input.at(at) != 0, "RLP length with a leading zero");
                length = 0;
                for (int i = 0; i < lengthBytes; i++) {
                    length = (length << 8) | input.at(at++);
                }
                require(length > SHORT_LIMIT, "RLP long form for a short length");
            }
            require(length <= end - at, "RLP length beyond the input");
            return (int) length;
        }

        private static void require(boolean holds, String rule) throws MalformedChainDataException {
            if (!holds) {
                throw new MalformedChainDataException(rule);
            }
        }
    }
}
