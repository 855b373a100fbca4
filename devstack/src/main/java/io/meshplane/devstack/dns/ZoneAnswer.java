package io.meshplane.devstack.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The authoritative answer to one question. Wildcards, delegations and DNSSEC are not known here: a development zone has none.
 *
 * @param authority the SOA if there is no such name or no such data (RFC 2308), else empty
 */
record ZoneAnswer(int rcode, List<Record> answer, List<Record> authority) {
    private static final int CNAME_LIMIT = 16;

    ZoneAnswer {
        answer = List.copyOf(answer);
        authority = List.copyOf(authority);
    }

    static ZoneAnswer to(ZoneState zone, Name name, int type) {
        if (!name.subdomain(zone.origin())) return new ZoneAnswer(Rcode.REFUSED, List.of(), List.of());
        List<Record> answer = new ArrayList<>();
        Name wanted = name;
        for (int hops = 0; hops < CNAME_LIMIT; hops++) {
            List<Record> found = find(zone, wanted, type);
            answer.addAll(found);
            if (!found.isEmpty()) return new ZoneAnswer(Rcode.NOERROR, answer, List.of());
            List<Record> alias = zone.rrset(wanted, Type.CNAME);
            if (alias.isEmpty()) {
                int rcode = zone.exists(wanted) ? Rcode.NOERROR : Rcode.NXDOMAIN;
                return new ZoneAnswer(rcode, answer, List.of(negativeSoa(zone)));
            }
            answer.addAll(alias);
            wanted = ((CNAMERecord) alias.getFirst()).getTarget();
            // the rest of the way is another zone's to tell
            if (!wanted.subdomain(zone.origin())) return new ZoneAnswer(Rcode.NOERROR, answer, List.of());
        }
        return new ZoneAnswer(Rcode.SERVFAIL, List.of(), List.of());
    }

    private static List<Record> find(ZoneState zone, Name name, int type) {
        if (type != Type.ANY) return zone.rrset(name, type);
        return zone.rrsets(name).values().stream().flatMap(List::stream).toList();
    }

    /** Its TTL says how long "there is none" may be remembered (RFC 2308 §3). */
    private static Record negativeSoa(ZoneState zone) {
        SOARecord soa = zone.soa();
        return Record.newRecord(
                soa.getName(),
                Type.SOA,
                DClass.IN,
                Math.min(soa.getTTL(), soa.getMinimum()),
                soa.rdataToWireCanonical());
    }
}
