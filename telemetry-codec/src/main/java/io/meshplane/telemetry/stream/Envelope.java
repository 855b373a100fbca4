package io.meshplane.telemetry.stream;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the content of a message.
 *
 * @param lasting whether its notices say how long they lasted
 * @param chained whether it builds on the message before it in its lane
 * @param sequence of the report
 * @param checksum as the message states it
 * @param state low 16 bits of the checksum of the message that it builds on; 0 if self-contained
 * @param contentAt where the content begins
 */
public record Envelope(
        boolean lasting, boolean chained, Lane lane, long sequence, int checksum, int state, int contentAt) {
    /** Format version 2: the upper four bits of the first byte. */
    static final int MARK = 0xA0;

    static final int CHAINED = 0x04;
    static final int LASTING = 0x08;
    static final int CHECKSUM_AT = 1;
    static final int SEQUENCE_AT = 5;
    private static final Lane[] LANES = Lane.values();

    /** Reads the envelope, of which nothing is proven yet; null if no message of version 2 begins like this. */
    public static @Nullable Envelope of(byte[] message) {
        if (message.length <= SEQUENCE_AT || (message[0] & 0xF0) != MARK || (message[0] & 3) >= LANES.length)
            return null;
        boolean lasting = (message[0] & LASTING) != 0;
        boolean chained = (message[0] & CHAINED) != 0;
        long sequence = 0;
        int at = SEQUENCE_AT;
        for (int shift = 0; ; shift += 7) {
            if (at == message.length || shift > 56) return null;
            int part = message[at++];
            sequence |= (part & 0x7FL) << shift;
            if (part == 0 && shift > 0) return null; // not the shortest form
            if (part >= 0) break;
        }
        if (sequence == 0 || message.length < at + (chained ? 2 : 0)) return null;
        int checksum = 0;
        for (int i = 3; i >= 0; i--) checksum = (checksum << 8) | (message[CHECKSUM_AT + i] & 0xFF);
        int state = chained ? (message[at] & 0xFF) | ((message[at + 1] & 0xFF) << 8) : 0;
        int contentAt = at + (chained ? 2 : 0);
        return new Envelope(lasting, chained, LANES[message[0] & 3], sequence, checksum, state, contentAt);
    }

    /** Bytes that the envelope takes. */
    static int size(long sequence, boolean chained) {
        int varint = Math.max(1, (63 - Long.numberOfLeadingZeros(sequence)) / 7 + 1);
        return SEQUENCE_AT + varint + (chained ? 2 : 0);
    }

    /** Writes all but the checksum into the first bytes of a message. */
    static void write(byte[] message, Lane lane, long sequence, boolean lasting, boolean chained, int state) {
        message[0] = (byte) (MARK | (lasting ? LASTING : 0) | (chained ? CHAINED : 0) | lane.number);
        int at = SEQUENCE_AT;
        long rest = sequence;
        for (; rest > 0x7F; rest >>>= 7) message[at++] = (byte) ((rest & 0x7F) | 0x80);
        message[at++] = (byte) rest;
        if (!chained) return;
        message[at] = (byte) state;
        message[at + 1] = (byte) (state >>> 8);
    }

    static void seal(byte[] message, int checksum) {
        for (int i = 0; i < 4; i++) message[CHECKSUM_AT + i] = (byte) (checksum >>> (8 * i));
    }

    /**
     * CRC32C of the first byte and all from the sequence on; of a chained message before that the node id, the boot id (8 bytes,
     * little endian) and the checksum of the message before (4 bytes, little endian).
     */
    static int checksum(byte[] message, boolean chained, byte[] nodeId, long bootId, int before) {
        CRC32C crc = new CRC32C();
        if (chained) {
            crc.update(nodeId);
            for (int shift = 0; shift < 64; shift += 8) crc.update((int) (bootId >>> shift) & 0xFF);
            for (int shift = 0; shift < 32; shift += 8) crc.update((before >>> shift) & 0xFF);
        }
        crc.update(message[0] & 0xFF);
        crc.update(message, SEQUENCE_AT, message.length - SEQUENCE_AT);
        return (int) crc.getValue();
    }
}
