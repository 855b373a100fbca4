package io.meshplane.devstack.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/** RFC 2136 §3.2, row by row; {@code gw} owns two A and one TXT, {@code b} is an empty non-terminal. */
class ZonePrerequisitesTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    gw 0 ANY ANY                                  | NOERROR
                    GW 0 ANY ANY                                  | NOERROR
                    nope 0 ANY ANY                                | NXDOMAIN
                    b 0 ANY ANY                                   | NXDOMAIN
                    gw 0 ANY A                                    | NOERROR
                    gw 0 ANY AAAA                                 | NXRRSET
                    nope 0 ANY A                                  | NXRRSET
                    nope 0 NONE ANY                               | NOERROR
                    b 0 NONE ANY                                  | NOERROR
                    gw 0 NONE ANY                                 | YXDOMAIN
                    gw 0 NONE AAAA                                | NOERROR
                    gw 0 NONE A                                   | YXRRSET
                    gw 0 IN A 192.0.2.1; gw 0 IN A 192.0.2.2      | NOERROR
                    gw 0 IN A 192.0.2.2; gw 0 IN A 192.0.2.1      | NOERROR
                    gw 0 IN A 192.0.2.1                           | NXRRSET
                    gw 0 IN A 192.0.2.1; gw 0 IN A 192.0.2.3      | NXRRSET
                    nope 0 IN A 192.0.2.1                         | NXRRSET
                    gw 0 IN TXT "owner"                           | NOERROR
                    gw 0 IN TXT "Owner"                           | NXRRSET
                    www 0 IN CNAME GW                             | NOERROR
                    gw 1 ANY ANY                                  | FORMERR
                    gw 1 IN TXT "owner"                           | FORMERR
                    gw 0 ANY A 192.0.2.1                          | FORMERR
                    gw 0 NONE A 192.0.2.1                         | FORMERR
                    gw 0 IN A                                     | FORMERR
                    gw 0 CH A                                     | FORMERR
                    gw.example. 0 ANY ANY                         | NOTZONE
                    gw 0 ANY A; gw 0 NONE TXT                     | YXRRSET
                    gw 0 IN TXT "x"; nope 0 ANY ANY               | NXDOMAIN
                    """)
    void answersAsTheRfcSays(String prerequisites, String rcode) {
        List<Record> records =
                Arrays.stream(prerequisites.split(";")).map(Zones::updateRecord).toList();

        int answer = ZonePrerequisites.check(Zones.example(), records)
                .map(UpdateOutcome.Refused::rcode)
                .orElse(Rcode.NOERROR);

        assertThat(Rcode.string(answer)).isEqualTo(rcode);
    }
}
