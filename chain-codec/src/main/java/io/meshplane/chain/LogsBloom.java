package io.meshplane.chain;

import java.util.Collection;

/** The 2048-bit filter over log addresses and topics (Ethereum yellow paper, section 4.3.1). */
public record LogsBloom(Bytes bytes) {
    public static final int SIZE_BYTES = 256;
    public static final LogsBloom EMPTY = new LogsBloom(Bytes.wrap(new byte[SIZE_BYTES]));

    public LogsBloom {
        if (bytes.size() != SIZE_BYTES) {
            throw new IllegalArgumentException("a logs bloom has 256 bytes, not " + bytes.size());
        }
    }

    /** The filter over the addresses and topics of these logs. */
    public static LogsBloom of(Collection<EventLog> logs) {
        if (logs.isEmpty()) {
            return EMPTY;
        }
        byte[] bits = new byte[SIZE_BYTES];
        for (EventLog log : logs) {
            add(bits, log.address().bytes());
            log.topics().forEach(topic -> add(bits, topic.bytes()));
        }
        return new LogsBloom(Bytes.wrap(bits));
    }

    private static void add(byte[] bits, Bytes entry) {
        Bytes hash = Keccak256.hash(entry).bytes();
        for (int pair = 0; pair < 6; pair += 2) {
            int bit = ((hash.at(pair) << 8) | hash.at(pair + 1)) & 0x7ff;
            bits[SIZE_BYTES - 1 - bit / 8] |= (byte) (1 << (bit % 8));
        }
    }

    /** The union of both filters. */
    public LogsBloom or(LogsBloom other) {
        byte[] bits = bytes.toArray();
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= (byte) other.bytes.at(i);
        }
        return new LogsBloom(Bytes.wrap(bits));
    }
}
