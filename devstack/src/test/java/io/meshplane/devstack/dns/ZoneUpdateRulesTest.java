package io.meshplane.devstack.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** RFC 2136 §3.4 on the zone of {@link Zones#EXAMPLE}. */
class ZoneUpdateRulesTest {
    private final ZoneState zone = Zones.example();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    new 30 IN A 192.0.2.5        | new A  | new 30 A 192.0.2.5
                    gw 30 IN A 192.0.2.3         | gw A   | gw 30 A 192.0.2.1; gw 30 A 192.0.2.2; gw 30 A 192.0.2.3
                    gw 99 IN A 192.0.2.2         | gw A   | gw 99 A 192.0.2.1; gw 99 A 192.0.2.2
                    www 30 IN CNAME ns           | www CNAME | www 30 CNAME ns.mesh.test.
                    gw 0 NONE A 192.0.2.1        | gw A   | gw 30 A 192.0.2.2
                    gw 0 ANY A                   | gw A   |
                    gw 0 ANY ANY                 | gw TXT |
                    @ 0 ANY ANY                  | ns A   | ns 60 A 127.0.0.1
                    """)
    void changesARecordSet(String updates, String set, String expected) {
        ZoneState next = applied(updates).next();

        String[] key = set.split(" ");
        assertThat(next.rrset(Zones.name(key[0]), Type.value(key[1])))
                .extracting(ZoneUpdateRulesTest::brief)
                .containsExactlyInAnyOrderElementsOf(expected == null ? List.of() : List.of(expected.split("; ")));
        assertThat(next.soa().getSerial()).isEqualTo(expectedSerial(updates));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    gw 30 IN A 192.0.2.1         | the record is there already
                    www 30 IN A 192.0.2.5        | data beside a CNAME
                    gw 30 IN CNAME ns            | a CNAME beside data
                    nope 0 ANY ANY               | no such name
                    gw 0 NONE A 192.0.2.77       | no such record
                    gw 0 NONE AAAA 2001:db8::1   | no such set
                    @ 0 ANY SOA                  | the SOA stays
                    @ 0 ANY NS                   | the apex keeps its name servers
                    @ 0 NONE NS ns               | the last name server stays
                    @ 60 IN SOA ns hostmaster 7 1 1 1 1 | an SOA no newer
                    gw 60 IN SOA ns hostmaster 9 1 1 1 1 | an SOA not at the apex
                    """)
    void ignoresWhatTheRfcIgnores(String updates, String why) {
        UpdateOutcome.Applied outcome = applied(updates);

        assertThat(outcome.changed()).as(why).isFalse();
        assertThat(outcome.next()).as(why).isSameAs(zone);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    gw.example. 30 IN A 192.0.2.1   | NOTZONE
                    gw 30 IN ANY                    | FORMERR
                    gw 30 IN A                      | FORMERR
                    gw 1 ANY A                      | FORMERR
                    gw 0 ANY A 192.0.2.1            | FORMERR
                    gw 0 ANY AXFR                   | FORMERR
                    gw 1 NONE A 192.0.2.1           | FORMERR
                    gw 0 NONE A                     | FORMERR
                    gw 30 CH A 192.0.2.1            | FORMERR
                    new 30 IN A 192.0.2.5; gw 0 NONE A | FORMERR
                    """)
    void refusesAllOfAMessageWithOneBadRecord(String updates, String rcode) {
        UpdateOutcome outcome = ZoneUpdateRules.apply(zone, List.of(), records(updates));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        UpdateOutcome.Refused.class,
                        refused -> assertThat(Rcode.string(refused.rcode())).isEqualTo(rcode));
    }

    @Test
    void doesNothingIfAPrerequisiteFails() {
        List<Record> prerequisites = records("gw 0 NONE A");

        UpdateOutcome outcome = ZoneUpdateRules.apply(zone, prerequisites, records("gw 0 ANY A"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        UpdateOutcome.Refused.class,
                        refused -> assertThat(refused.rcode()).isEqualTo(Rcode.YXRRSET));
    }

    @Test
    void appliesOneMessageInItsOrder() {
        ZoneState next = applied("gw 0 ANY ANY; gw 5 IN CNAME ns").next();

        assertThat(next.rrsets(Zones.name("gw"))).containsOnlyKeys(Type.CNAME);
        assertThat(next.soa().getSerial()).isEqualTo(8);
    }

    @Test
    void takesALaterSerialAsItIs() {
        ZoneState next =
                applied("@ 60 IN SOA ns hostmaster 100 1 1 1 1; gw 0 ANY A").next();

        assertThat(next.soa().getSerial()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"7, 7, false", "8, 7, true", "7, 8, false", "0, 4294967295, true", "2147483648, 0, false"})
    void comparesSerialsOnACircle(long serial, long than, boolean later) {
        assertThat(ZoneUpdateRules.isLater(serial, than)).isEqualTo(later);
    }

    private UpdateOutcome.Applied applied(String updates) {
        return (UpdateOutcome.Applied) ZoneUpdateRules.apply(zone, List.of(), records(updates));
    }

    /** Deleting everything at the apex leaves SOA and NS, that is: all it has here. */
    private static long expectedSerial(String updates) {
        return updates.startsWith("@ 0 ANY") ? 7 : 8;
    }

    private static List<Record> records(String lines) {
        return Arrays.stream(lines.split(";")).map(Zones::updateRecord).toList();
    }

    private static String brief(Record record) {
        return record.getName().relativize(Zones.ORIGIN) + " " + record.getTTL() + " " + Type.string(record.getType())
                + " " + record.rdataToString();
    }
}
