package io.meshplane.devstack.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The prerequisite section of an UPDATE, RFC 2136 §3.2. */
final class ZonePrerequisites {
    private record SetKey(Name name, int type) {}

    /** Empty if all hold, else the first that does not; sets compared by value come last, as in §3.2.5. */
    static Optional<UpdateOutcome.Refused> check(ZoneState zone, List<Record> prerequisites) {
        Map<SetKey, List<Record>> expected = new HashMap<>();
        for (Record record : prerequisites) {
            Optional<UpdateOutcome.Refused> refused = checkOne(zone, record);
            if (refused.isPresent()) return refused;
            if (record.getDClass() == DClass.IN) {
                expected.computeIfAbsent(new SetKey(record.getName(), record.getType()), key -> new ArrayList<>())
                        .add(record);
            }
        }
        for (Map.Entry<SetKey, List<Record>> set : expected.entrySet()) {
            SetKey key = set.getKey();
            // a record's equality leaves out its TTL, as §2.4.2 demands
            if (!new HashSet<>(zone.rrset(key.name(), key.type())).equals(new HashSet<>(set.getValue()))) {
                return refused(Rcode.NXRRSET, "another value: " + key.name() + " " + Type.string(key.type()));
            }
        }
        return Optional.empty();
    }

    private static Optional<UpdateOutcome.Refused> checkOne(ZoneState zone, Record record) {
        Name name = record.getName();
        if (record.getTTL() != 0) return refused(Rcode.FORMERR, "a prerequisite with a TTL");
        if (!name.subdomain(zone.origin())) return refused(Rcode.NOTZONE, name + " is not in the zone");
        boolean empty = record.rdataToWireCanonical().length == 0;
        return switch (record.getDClass()) {
            case DClass.ANY -> empty ? mustExist(zone, name, record.getType()) : hasData();
            case DClass.NONE -> empty ? mustNotExist(zone, name, record.getType()) : hasData();
            case DClass.IN -> empty ? refused(Rcode.FORMERR, "a value prerequisite without data") : Optional.empty();
            default -> refused(Rcode.FORMERR, "a prerequisite of class " + record.getDClass());
        };
    }

    private static Optional<UpdateOutcome.Refused> mustExist(ZoneState zone, Name name, int type) {
        if (type == Type.ANY) {
            return zone.rrsets(name).isEmpty() ? refused(Rcode.NXDOMAIN, "no " + name) : Optional.empty();
        }
        return zone.rrset(name, type).isEmpty()
                ? refused(Rcode.NXRRSET, "no " + name + " " + Type.string(type))
                : Optional.empty();
    }

    private static Optional<UpdateOutcome.Refused> mustNotExist(ZoneState zone, Name name, int type) {
        if (type == Type.ANY) {
            return zone.rrsets(name).isEmpty() ? Optional.empty() : refused(Rcode.YXDOMAIN, name + " exists");
        }
        return zone.rrset(name, type).isEmpty()
                ? Optional.empty()
                : refused(Rcode.YXRRSET, name + " " + Type.string(type) + " exists");
    }

    private static Optional<UpdateOutcome.Refused> hasData() {
        return refused(Rcode.FORMERR, "an existence prerequisite with data");
    }

    private static Optional<UpdateOutcome.Refused> refused(int rcode, String reason) {
        return Optional.of(new UpdateOutcome.Refused(rcode, reason));
    }

    private ZonePrerequisites() {}
}
