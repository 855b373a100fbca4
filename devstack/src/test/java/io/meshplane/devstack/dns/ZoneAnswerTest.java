package io.meshplane.devstack.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ZoneAnswerTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "gw, A, NOERROR, 2, false",
        "GW, A, NOERROR, 2, false",
        "gw, ANY, NOERROR, 3, false",
        "gw, AAAA, NOERROR, 0, true",
        "b, A, NOERROR, 0, true",
        "nope, A, NXDOMAIN, 0, true",
        "x.gw, A, NXDOMAIN, 0, true",
        "www, A, NOERROR, 3, false",
        "www, CNAME, NOERROR, 1, false",
        "www, AAAA, NOERROR, 1, true",
        "far, A, NOERROR, 1, false",
        "loop, A, SERVFAIL, 0, false",
        "@, SOA, NOERROR, 1, false",
        "example., A, REFUSED, 0, false",
        "test., SOA, REFUSED, 0, false",
    })
    void answersWithAuthority(String name, String type, String rcode, int answers, boolean soa) {
        ZoneAnswer answer = ZoneAnswer.to(Zones.example(), Zones.name(name), Type.value(type));

        assertThat(Rcode.string(answer.rcode())).isEqualTo(rcode);
        assertThat(answer.answer()).hasSize(answers);
        assertThat(answer.authority())
                .hasSize(soa ? 1 : 0)
                .allSatisfy(record -> assertThat(record.getTTL()).isEqualTo(5));
    }
}
