package io.meshplane.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of an RLP list one after another, each strictly in its type. */
final class RlpFields {
    private final List<RlpItem> items;
    private int next;

    private RlpFields(List<RlpItem> items) {
        this.items = items;
    }

    static RlpFields of(RlpItem item) throws MalformedChainDataException {
        if (!(item instanceof RlpItem.ItemList(List<RlpItem> items))) {
            throw new MalformedChainDataException("RLP list expected");
        }
        return new RlpFields(items);
    }

    static RlpFields of(RlpItem item, int count) throws MalformedChainDataException {
        RlpFields fields = of(item);
        if (fields.items.size() != count) {
            throw new MalformedChainDataException(count + " fields expected, not " + fields.items.size());
        }
        return fields;
    }

    boolean hasMore() {
        return next < items.size();
    }

    int count() {
        return items.size();
    }

    RlpItem item() throws MalformedChainDataException {
        if (!hasMore()) {
            throw new MalformedChainDataException("field missing at " + next);
        }
        return items.get(next++);
    }

    Bytes bytes() throws MalformedChainDataException {
        if (!(item() instanceof RlpItem.ByteArray(Bytes bytes))) {
            throw new MalformedChainDataException("byte array expected at field " + (next - 1));
        }
        return bytes;
    }

    Bytes bytes(int sizeBytes) throws MalformedChainDataException {
        Bytes bytes = bytes();
        if (bytes.size() != sizeBytes) {
            throw new MalformedChainDataException(sizeBytes + " bytes expected at field " + (next - 1));
        }
        return bytes;
    }

    Hash32 hash() throws MalformedChainDataException {
        return new Hash32(bytes(32));
    }

    Address address() throws MalformedChainDataException {
        return new Address(bytes(Address.SIZE_BYTES));
    }

    /** A receiver, or nobody when a contract is created. */
    Optional<Address> receiver() throws MalformedChainDataException {
        Bytes bytes = bytes();
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        if (bytes.size() != Address.SIZE_BYTES) {
            throw new MalformedChainDataException("receiver is neither empty nor 20 bytes");
        }
        return Optional.of(new Address(bytes));
    }

    /** An unsigned integer of at most 256 bits. */
    BigInteger integer() throws MalformedChainDataException {
        Bytes bytes = bytes();
        if (bytes.size() > 32 || (!bytes.isEmpty() && bytes.at(0) == 0)) {
            throw new MalformedChainDataException(
                    "integer beyond 256 bits or with a leading zero at field " + (next - 1));
        }
        return new BigInteger(1, bytes.array());
    }

    /** An unsigned integer of at most 63 bits. */
    long number() throws MalformedChainDataException {
        BigInteger value = integer();
        if (value.bitLength() > 63) {
            throw new MalformedChainDataException("number beyond 63 bits at field " + (next - 1));
        }
        return value.longValueExact();
    }

    /** A list whose items are read one by one. */
    <T> List<T> list(ItemReader<T> reader) throws MalformedChainDataException {
        List<T> values = new ArrayList<>();
        RlpFields inner = of(item());
        while (inner.hasMore()) {
            values.add(reader.read(inner));
        }
        return List.copyOf(values);
    }

    /** Reads the next item of a list. */
    @FunctionalInterface
    interface ItemReader<T> {
        T read(RlpFields from) throws MalformedChainDataException;
    }
}
