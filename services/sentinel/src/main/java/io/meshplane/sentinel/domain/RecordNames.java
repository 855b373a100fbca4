package io.meshplane.sentinel.domain;

import java.util.List;

/**
 * What of DNS belongs to a pool: its record and the sets around it, which are read and written together.
 *
 * @param record the name that users look up; the mark of the last write stands beside it
 * @param keys the sets, each of which may be absent
 */
public record RecordNames(DnsName record, List<RecordSet.Key> keys) {
    public RecordNames {
        keys = List.copyOf(keys);
    }

    /** Addresses and nothing else. */
    public static RecordNames ofAddresses(DnsName record) {
        return new RecordNames(record, addressesAt(record.value()));
    }

    static List<RecordSet.Key> addressesAt(String name) {
        return List.of(new RecordSet.Key(name, RecordType.A), new RecordSet.Key(name, RecordType.AAAA));
    }
}
