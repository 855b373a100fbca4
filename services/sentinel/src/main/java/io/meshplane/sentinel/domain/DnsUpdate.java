package io.meshplane.sentinel.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * One RFC 2136 message: the new answer and the new epoch, if both still are as they were read.
 *
 * @param before as read; every part of it is a prerequisite
 * @param mark the new epoch, with the new answer in it
 */
public record DnsUpdate(DnsName zone, DnsName record, DnsState before, EpochMark mark, int ttlSeconds) {

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

    public List<Prerequisite> prerequisites() {
        return List.of(
                demand(record.epochName(), RecordType.TXT, before.epochTexts()),
                demand(record.value(), RecordType.A, before.valuesOf(RecordType.A)),
                demand(record.value(), RecordType.AAAA, before.valuesOf(RecordType.AAAA)));
    }

    private static Prerequisite demand(String name, RecordType type, List<String> values) {
        return values.isEmpty() ? new Prerequisite.Absent(name, type) : new Prerequisite.Exactly(name, type, values);
    }

    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
            if (!before.valuesOf(type).isEmpty()) changes.add(new Change.RemoveSet(record.value(), type));
        }
        changes.add(new Change.Add(
                record.value(),
                ttlSeconds,
                mark.answer().recordType(),
                mark.answer().value()));
        if (!before.epochTexts().isEmpty()) changes.add(new Change.RemoveSet(record.epochName(), RecordType.TXT));
        changes.add(new Change.Add(record.epochName(), ttlSeconds, RecordType.TXT, mark.text()));
        return List.copyOf(changes);
    }

    /** What the server answers once this is applied. */
    public DnsState after() {
        return new DnsState(List.of(mark.answer()), ttlSeconds, List.of(mark.text()));
    }

    /** Whether users get another answer by it. */
    public boolean isSwitch() {
        return !before.answers(mark.answer());
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
