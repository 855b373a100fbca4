package io.meshplane.sentinel.domain;

import java.util.List;

/**
 * The records of one type at one name (RFC 2181 §5: an RRset, which has one TTL).
 *
 * @param name absolute
 * @param values as in a master file, sorted; not empty
 */
public record RecordSet(String name, RecordType type, int ttlSeconds, List<String> values)
        implements Comparable<RecordSet> {
    public RecordSet {
        values = values.stream().distinct().sorted().toList();
        if (values.isEmpty()) throw new IllegalArgumentException("an empty set of records at " + name);
    }

    /** Which set, whatever is in it. */
    public record Key(String name, RecordType type) {}

    public Key key() {
        return new Key(name, type);
    }

    @Override
    public int compareTo(RecordSet other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : type.compareTo(other.type);
    }
}
