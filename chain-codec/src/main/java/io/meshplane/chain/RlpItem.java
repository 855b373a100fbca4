package io.meshplane.chain;

import java.math.BigInteger;
import java.util.List;

/** A value of RLP (Ethereum yellow paper, appendix B): a byte array or a list of values. */
public sealed interface RlpItem {
    RlpItem EMPTY = new ByteArray(Bytes.EMPTY);

    /** A byte array of any length. */
    record ByteArray(Bytes bytes) implements RlpItem {}

    /** A list of values. */
    record ItemList(List<RlpItem> items) implements RlpItem {
        public ItemList {
            items = List.copyOf(items);
        }
    }

    static RlpItem of(Bytes bytes) {
        return new ByteArray(bytes);
    }

    static RlpItem of(Hash32 hash) {
        return new ByteArray(hash.bytes());
    }

    static RlpItem of(Address address) {
        return new ByteArray(address.bytes());
    }

    /** A non-negative integer: big-endian without leading zeros, zero as no bytes. */
    static RlpItem of(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative integers: " + value);
        }
        if (value.signum() == 0) {
            return EMPTY;
        }
        byte[] content = value.toByteArray();
        Bytes bytes = Bytes.wrap(content);
        return new ByteArray(content[0] == 0 ? bytes.slice(1, content.length) : bytes);
    }

    /** As {@link #of(BigInteger)}. */
    static RlpItem of(long value) {
        return of(BigInteger.valueOf(value));
    }

    static RlpItem listOf(RlpItem... items) {
        return new ItemList(List.of(items));
    }

    static RlpItem listOf(List<RlpItem> items) {
        return new ItemList(items);
    }
}
