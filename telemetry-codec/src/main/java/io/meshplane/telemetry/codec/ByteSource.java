package io.meshplane.telemetry.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads the format's numbers and strings, and refuses what is cut off or not in its shortest form. */
final class ByteSource {
    /** The bytes break a rule; never leaves this package. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        final Decoded.Reason reason;

        Malformed(Decoded.Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        Malformed(String detail) {
            this(Decoded.Reason.MALFORMED, detail);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    private final ByteBuffer bytes;

    ByteSource(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return bytes.remaining();
    }

    int u8() throws Malformed {
        need(1);
        return bytes.get() & 0xff;
    }

    long fixed64() throws Malformed {
        need(8);
        return bytes.getLong();
    }

    long varint() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            if (shift == 63 && b > 1) throw new Malformed("number above 64 bits");
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                if (b == 0 && shift > 0) throw new Malformed("number not in its shortest form");
                return value;
            }
        }
        throw new Malformed("number longer than 10 bytes");
    }

    long zigzag() throws Malformed {
        long raw = varint();
        return (raw >>> 1) ^ -(raw & 1);
    }

    /** An unsigned number of at most {@code max}. */
    int bounded(String what, int max) throws Malformed {
        long value = varint();
        if (value < 0 || value > max) throw new Malformed(what + " above " + max);
        return (int) value;
    }

    /**
     * A count of things that follow, each at least {@code minBytesEach} long: never above what the rest can hold, so that
     * whoever allocates by it spends memory in proportion to bytes received.
     */
    int count(String what, int max, int minBytesEach) throws Malformed {
        long value = varint();
        if (value < 0 || value > max) throw new Malformed(Decoded.Reason.TOO_LARGE, "more than " + max + " " + what);
        if (value * minBytesEach > bytes.remaining()) throw new Malformed("fewer bytes than " + what);
        return (int) value;
    }

    /** Length and strict UTF-8: no overlong forms, no surrogates, no replacement characters. */
    String string(int maxBytes) throws Malformed {
        int length = count("bytes in a string", maxBytes, 1);
        ByteBuffer slice = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(slice)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("string is not UTF-8");
        }
    }

    void end() throws Malformed {
        if (bytes.hasRemaining()) throw new Malformed(bytes.remaining() + " bytes after the end");
    }

    private void need(int count) throws Malformed {
        if (bytes.remaining() < count) throw new Malformed("cut off");
    }
}
