package io.meshplane.devstack.dns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The content of a zone at one serial: never changes, is replaced. Copying the whole per update is right for the hundreds of
 * records of a development zone.
 */
final class ZoneState {
    private final Name origin;
    /** Name to type to RRset; no set is empty. dnsjava sorts a name's descendants right behind it. */
    private final NavigableMap<Name, NavigableMap<Integer, List<Record>>> names;

    private ZoneState(Name origin, NavigableMap<Name, NavigableMap<Integer, List<Record>>> names) {
        this.origin = origin;
        this.names = names;
    }

    /** @throws IllegalArgumentException if the SOA or the NS of the apex is missing, or a record is outside the zone */
    static ZoneState of(Name origin, Collection<Record> records) {
        NavigableMap<Name, NavigableMap<Integer, List<Record>>> names = new TreeMap<>();
        for (Record record : records) {
            if (!record.getName().subdomain(origin)) {
                throw new IllegalArgumentException(record.getName() + " is not in " + origin);
            }
            names.computeIfAbsent(record.getName(), name -> new TreeMap<>())
                    .computeIfAbsent(record.getType(), type -> new ArrayList<>())
                    .add(record);
        }
        names.values().forEach(types -> types.replaceAll((type, set) -> List.copyOf(set)));
        ZoneState state = new ZoneState(origin, names);
        if (state.rrset(origin, Type.SOA).size() != 1) throw new IllegalArgumentException("no SOA or several");
        if (state.rrset(origin, Type.NS).isEmpty()) throw new IllegalArgumentException("no NS at the apex");
        return state;
    }

    Name origin() {
        return origin;
    }

    SOARecord soa() {
        return (SOARecord) rrset(origin, Type.SOA).getFirst();
    }

    /** The records of that name and type, perhaps none. */
    List<Record> rrset(Name name, int type) {
        return rrsets(name).getOrDefault(type, List.of());
    }

    /** By type; empty if the name owns nothing. */
    Map<Integer, List<Record>> rrsets(Name name) {
        return Collections.unmodifiableMap(names.getOrDefault(name, Collections.emptyNavigableMap()));
    }

    /** Whether the name owns records or lies above one that does (an empty non-terminal, RFC 8020). */
    boolean exists(Name name) {
        Name next = names.ceilingKey(name);
        return next != null && next.subdomain(name);
    }

    /** Every record, the SOA first. */
    List<Record> records() {
        List<Record> all = new ArrayList<>();
        all.add(soa());
        names.values()
                .forEach(types -> types.values()
                        .forEach(set -> set.stream()
                                .filter(record -> record.getType() != Type.SOA)
                                .forEach(all::add)));
        return all;
    }

    /** The same zone with these records in place of that RRset; none to remove it. */
    ZoneState with(Name name, int type, List<Record> records) {
        NavigableMap<Name, NavigableMap<Integer, List<Record>>> next = new TreeMap<>(names);
        NavigableMap<Integer, List<Record>> types = new TreeMap<>(rrsets(name));
        if (records.isEmpty()) {
            types.remove(type);
        } else {
            types.put(type, List.copyOf(records));
        }
        if (types.isEmpty()) {
            next.remove(name);
        } else {
            next.put(name, types);
        }
        return new ZoneState(origin, next);
    }

    /** Same records with the same TTLs; the order within a set does not count. */
    boolean sameAs(ZoneState other) {
        return lines().equals(other.lines());
    }

    private List<String> lines() {
        return records().stream().map(Record::toString).sorted().toList();
    }
}
