package io.meshplane.route.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkAddressTest {
    @ParameterizedTest
    @CsvSource({
        "fe80::1, fe80::1",
        "FE80:0:0:0:0:0:0:1, fe80::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "fe80::a00:27ff:fe4e:66a1, fe80::a00:27ff:fe4e:66a1"
    })
    void writesEveryFormOfAnAddressInTheShortOne(String given, String expected) {
        assertThat(LinkAddress.parse(given)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fe80::1%wlan0", "10.0.0.1", "localhost", "fe80", "1:2:3:4:5:6:7:8:9", "::ffff:10.0.0.1"})
    void refusesWhatIsNoIpv6Address(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LinkAddress.parse(text));
    }
}
