package io.meshplane.devstack.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** What an UPDATE message does to a zone (RFC 2136 §3): all of it or nothing. Who may send one is not decided here. */
final class ZoneUpdateRules {
    /** @param prerequisites and updates as they stood in the message's second and third section */
    static UpdateOutcome apply(ZoneState zone, List<Record> prerequisites, List<Record> updates) {
        Optional<UpdateOutcome.Refused> refused = ZonePrerequisites.check(zone, prerequisites);
        if (refused.isPresent()) return refused.get();
        for (Record record : updates) {
            Optional<UpdateOutcome.Refused> unfit = prescan(zone, record);
            if (unfit.isPresent()) return unfit.get();
        }
        ZoneState next = zone;
        for (Record record : updates) next = applyOne(next, record);
        if (next.sameAs(zone)) return new UpdateOutcome.Applied(zone, false);
        return new UpdateOutcome.Applied(withHigherSerial(zone, next), true);
    }

    private static Optional<UpdateOutcome.Refused> prescan(ZoneState zone, Record record) {
        if (!record.getName().subdomain(zone.origin())) {
            return Optional.of(new UpdateOutcome.Refused(Rcode.NOTZONE, record.getName() + " is not in the zone"));
        }
        int type = record.getType();
        boolean empty = record.rdataToWireCanonical().length == 0;
        boolean fit = switch (record.getDClass()) {
            case DClass.IN -> !isMeta(type) && type != Type.ANY && !empty;
            case DClass.ANY -> record.getTTL() == 0 && empty && !isMeta(type);
            case DClass.NONE -> record.getTTL() == 0 && !isMeta(type) && type != Type.ANY && !empty;
            default -> false;
        };
        return fit
                ? Optional.empty()
                : Optional.of(new UpdateOutcome.Refused(Rcode.FORMERR, "an update that means nothing: " + record));
    }

    private static boolean isMeta(int type) {
        return type == Type.AXFR
                || type == Type.IXFR
                || type == Type.MAILA
                || type == Type.MAILB
                || type == Type.OPT
                || type == Type.TSIG
                || type == Type.TKEY;
    }

    private static ZoneState applyOne(ZoneState zone, Record record) {
        return switch (record.getDClass()) {
            case DClass.IN -> add(zone, record);
            case DClass.ANY -> deleteSets(zone, record.getName(), record.getType());
            default -> deleteRecord(zone, record);
        };
    }

    /** §3.4.2.2. What it silently ignores (a CNAME beside other data, an older SOA) the RFC ignores too. */
    private static ZoneState add(ZoneState zone, Record record) {
        Name name = record.getName();
        int type = record.getType();
        boolean cnameThere = !zone.rrset(name, Type.CNAME).isEmpty();
        boolean othersThere = zone.rrsets(name).keySet().stream().anyMatch(t -> t != Type.CNAME);
        if (type == Type.CNAME ? othersThere : cnameThere) return zone;
        if (record instanceof SOARecord soa) {
            boolean newer = name.equals(zone.origin())
                    && isLater(soa.getSerial(), zone.soa().getSerial());
            return newer ? zone.with(name, type, List.of(soa)) : zone;
        }
        List<Record> set = new ArrayList<>();
        if (type != Type.CNAME) {
            // an RRset has one TTL (RFC 2181 §5.2): that of the latest addition
            for (Record old : zone.rrset(name, type)) {
                if (!old.equals(record)) set.add(rebuilt(old, record.getTTL()));
            }
        }
        set.add(record);
        return zone.with(name, type, set);
    }

    /** §3.4.2.3; the apex keeps its SOA and NS. */
    private static ZoneState deleteSets(ZoneState zone, Name name, int type) {
        boolean apex = name.equals(zone.origin());
        ZoneState next = zone;
        for (int present : List.copyOf(zone.rrsets(name).keySet())) {
            boolean kept = apex && (present == Type.SOA || present == Type.NS);
            if (!kept && (type == Type.ANY || type == present)) next = next.with(name, present, List.of());
        }
        return next;
    }

    /** §3.4.2.4; the SOA stays, and so does the apex's last NS. */
    private static ZoneState deleteRecord(ZoneState zone, Record record) {
        Name name = record.getName();
        int type = record.getType();
        if (type == Type.SOA) return zone;
        Record target = rebuilt(record, 0);
        List<Record> left = zone.rrset(name, type).stream()
                .filter(present -> !present.equals(target))
                .toList();
        if (type == Type.NS && name.equals(zone.origin()) && left.isEmpty()) return zone;
        return zone.with(name, type, left);
    }

    /** The same data in class IN with that TTL. */
    private static Record rebuilt(Record record, long ttl) {
        return Record.newRecord(record.getName(), record.getType(), DClass.IN, ttl, record.rdataToWireCanonical());
    }

    /** §3.6: one higher, unless the update itself set a later one. */
    private static ZoneState withHigherSerial(ZoneState before, ZoneState after) {
        SOARecord soa = after.soa();
        if (isLater(soa.getSerial(), before.soa().getSerial())) return after;
        long serial = soa.getSerial() == 0xFFFF_FFFFL ? 1 : soa.getSerial() + 1;
        SOARecord next = new SOARecord(
                soa.getName(),
                DClass.IN,
                soa.getTTL(),
                soa.getHost(),
                soa.getAdmin(),
                serial,
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum());
        return after.with(after.origin(), Type.SOA, List.of(next));
    }

    /** Serial number arithmetic, RFC 1982. */
    static boolean isLater(long serial, long than) {
        long ahead = (serial - than) & 0xFFFF_FFFFL;
        return ahead != 0 && ahead < 0x8000_0000L;
    }

    private ZoneUpdateRules() {}
}
