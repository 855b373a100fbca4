package io.meshplane.sentinel.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * One RFC 2136 message: the new records and the new epoch, if all still is as it was read.
 *
 * @param names all that belongs to the pool; what of it is not in {@code sets} shall not exist
 * @param before as read; every part of it is a prerequisite
 * @param sets the records from now on
 * @param mark the new epoch
 */
public record DnsUpdate(DnsName zone, RecordNames names, DnsState before, List<RecordSet> sets, EpochMark mark) {
    public DnsUpdate {
        sets = sets.stream().sorted().toList();
        if (sets.isEmpty()) throw new IllegalArgumentException("a pool is never emptied");
    }

    /** What the server must find, RFC 2136 §2.4; values as in a master file. */
    public sealed interface Prerequisite {
        /** No RRset of that type. */
        record Absent(String name, RecordType type) implements Prerequisite {}

        /** An RRset of exactly these values. */
        record Exactly(String name, RecordType type, List<String> values) implements Prerequisite {}
    }

    /** What the server then does, in order, RFC 2136 §2.5; values as in a master file. */
    public sealed interface Change {
        record RemoveSet(String name, RecordType type) implements Change {}

        record Add(String name, int ttlSeconds, RecordType type, String value) implements Change {}
    }

    public DnsName record() {
        return names.record();
    }

    public List<Prerequisite> prerequisites() {
        List<Prerequisite> prerequisites = new ArrayList<>();
        prerequisites.add(demand(record().epochName(), RecordType.TXT, before.epochTexts()));
        for (RecordSet.Key key : names.keys()) {
            prerequisites.add(demand(key.name(), key.type(), before.values(key)));
        }
        return List.copyOf(prerequisites);
    }

    private static Prerequisite demand(String name, RecordType type, List<String> values) {
        return values.isEmpty() ? new Prerequisite.Absent(name, type) : new Prerequisite.Exactly(name, type, values);
    }

    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (RecordSet old : before.sets()) changes.add(new Change.RemoveSet(old.name(), old.type()));
        for (RecordSet set : sets) {
            for (String value : set.values()) {
                changes.add(new Change.Add(set.name(), set.ttlSeconds(), set.type(), value));
            }
        }
        if (!before.epochTexts().isEmpty()) changes.add(new Change.RemoveSet(record().epochName(), RecordType.TXT));
        changes.add(new Change.Add(record().epochName(), after().ttlSeconds(), RecordType.TXT, mark.text()));
        return List.copyOf(changes);
    }

    /** What the server answers once this is applied. */
    public DnsState after() {
        return new DnsState(record(), sets, List.of(mark.text()));
    }

    /** Whether users get another answer by it. */
    public boolean isSwitch() {
        return mark.switchEpoch() == mark.epoch();
    }

    /** The message as a script for nsupdate. */
    public List<String> script() {
        List<String> lines = new ArrayList<>();
        lines.add("zone " + zone);
        prerequisites().forEach(prerequisite -> lines.addAll(lines(prerequisite)));
        changes().forEach(change -> lines.add(line(change)));
        lines.add("send");
        return List.copyOf(lines);
    }

    private static List<String> lines(Prerequisite prerequisite) {
        return switch (prerequisite) {
            case Prerequisite.Absent(String name, RecordType type) -> List.of("prereq nxrrset " + name + " " + type);
            case Prerequisite.Exactly(String name, RecordType type, List<String> values) ->
                values.stream()
                        .map(value -> "prereq yxrrset " + name + " " + type + " " + value)
                        .toList();
        };
    }

    private static String line(Change change) {
        return switch (change) {
            case Change.RemoveSet(String name, RecordType type) -> "update delete " + name + " " + type;
            case Change.Add(String name, int ttlSeconds, RecordType type, String value) ->
                "update add " + name + " " + ttlSeconds + " " + type + " " + value;
        };
    }
}
