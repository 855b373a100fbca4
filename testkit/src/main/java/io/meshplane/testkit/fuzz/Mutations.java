package io.meshplane.testkit.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes inputs as senders that are broken or hostile would: bits, bytes, lengths, pieces that are cut, doubled or foreign. */
final class Mutations {
    /** Where decoders have their edges: ends of varints, tags, lengths and types. */
    private static final byte[] EDGES = {0, 1, 2, 0x0a, 0x10, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

    private static final int MOST_CHANGES = 6;
    private static final int LONGEST_PIECE = 64;

    private final RandomGenerator random;
    private final int maxBytes;

    Mutations(RandomGenerator random, int maxBytes) {
        this.random = random;
        this.maxBytes = maxBytes;
    }

    /**
     * A changed copy.
     *
     * @param from of which a piece may be taken
     */
    byte[] of(byte[] original, List<byte[]> from) {
        byte[] changed = original.clone();
        for (int n = random.nextInt(1, MOST_CHANGES); n > 0; n--) changed = once(changed, from);
        return changed.length <= maxBytes ? changed : Arrays.copyOf(changed, maxBytes);
    }

    private byte[] once(byte[] bytes, List<byte[]> from) {
        if (bytes.length == 0) return new byte[] {(byte) random.nextInt()};
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> with(bytes, at, (byte) random.nextInt());
            case 1 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
            case 2 -> with(bytes, at, EDGES[random.nextInt(EDGES.length)]);
            case 3 -> with(bytes, at, (byte) (bytes[at] + random.nextInt(-3, 4)));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> cut(bytes, at, random.nextInt(1 + Math.min(LONGEST_PIECE, bytes.length - at)));
            case 6 -> inserted(bytes, at, varint());
            case 7 -> inserted(bytes, at, piece(bytes));
            default -> inserted(bytes, at, piece(from.get(random.nextInt(from.size()))));
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    private byte[] piece(byte[] bytes) {
        if (bytes.length == 0) return bytes;
        int start = random.nextInt(bytes.length);
        return Arrays.copyOfRange(
                bytes, start, start + random.nextInt(1 + Math.min(LONGEST_PIECE, bytes.length - start)));
    }

    /** A number of any size, as protobuf and our formats write it. */
    private byte[] varint() {
        byte[] number = new byte[random.nextInt(1, 12)];
        for (int i = 0; i < number.length; i++) number[i] = (byte) (random.nextInt() | 0x80);
        number[number.length - 1] &= 0x7f;
        return number;
    }

    private static byte[] cut(byte[] bytes, int at, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        return longer;
    }
}
