package io.meshplane.chain;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes, compared by content. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of the given bytes. */
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** Takes the array over without a copy; the caller must forget it. */
    static Bytes wrap(byte[] content) {
        return new Bytes(content);
    }

    /**
     * Parses JSON-RPC DATA, such as {@code 0x00ff}.
     *
     * @throws IllegalArgumentException if malformed: for constants; input from outside goes through {@link HexData}
     */
    public static Bytes fromHex(String hex) {
        try {
            return HexData.parse(hex);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.content.length);
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.content, 0, joined, at, part.content.length);
            at += part.content.length;
        }
        return new Bytes(joined);
    }

    public int size() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    /** The byte at an index as 0–255. */
    public int at(int index) {
        return content[index] & 0xff;
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > content.length) {
            throw new IndexOutOfBoundsException("slice " + from + ".." + to + " of " + content.length);
        }
        return new Bytes(Arrays.copyOfRange(content, from, to));
    }

    /** A copy of the content. */
    public byte[] toArray() {
        return content.clone();
    }

    /** The content itself: readers inside this package only. */
    byte[] array() {
        return content;
    }

    /** JSON-RPC DATA: {@code 0x} and two lower-case digits a byte. */
    public String toHex() {
        return "0x" + HexFormat.of().formatHex(content);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
