package io.meshplane.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverRulesTest {
    private static final ReceiverRules STRICT = new ReceiverRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:7f00:1",
                "::ffff:a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001::1",
                "2001:db8::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "ff02::1"
            })
    void whatIsNotPublicIsRefusedHoweverItIsWritten(String address) {
        assertThat(STRICT.allows(AddressText.parse(address), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "2606:4700::1111",
                "::ffff:101:101"
            })
    void whatIsPublicIsAllowedWithTlsOnly(String address) {
        assertThat(STRICT.allows(AddressText.parse(address), true)).isTrue();
        assertThat(STRICT.allows(AddressText.parse(address), false)).isFalse();
    }

    @Test
    void anOpenedRangeIsAllowedAlsoWithoutTls() {
        ReceiverRules opened =
                new ReceiverRules(List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("fc00::/7")));

        assertThat(opened.allows(AddressText.parse("127.0.0.1"), false)).isTrue();
        assertThat(opened.allows(AddressText.parse("::ffff:7f00:1"), false)).isTrue();
        assertThat(opened.allows(AddressText.parse("fd12::1"), false)).isTrue();
        assertThat(opened.allows(AddressText.parse("10.0.0.1"), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "example.org",
                "https:///path",
                "https://user:word@example.org/",
                "https://example.org/#fragment",
                "file:///etc/passwd"
            })
    void aUrlThatIsNoneForWebhooksIsRefused(String url) {
        assertThat(ReceiverRules.complaint(URI.create(url))).isPresent();
    }

    @Test
    void anOrdinaryUrlIsFine() {
        assertThat(ReceiverRules.complaint(URI.create("https://example.org:8443/hooks?of=mesh")))
                .isEmpty();
        assertThat(ReceiverRules.complaint(URI.create("https://example.org/" + "x".repeat(2_048))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0/8",
                "010.0.0.0/8",
                "localhost/8",
                "::1/129",
                ":::/3",
                "1::2::3/4",
                "10.0.0.0/"
            })
    void aRangeThatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
    }

    @Test
    void aRangeCountsBits() {
        AddressRange odd = AddressRange.parse("172.16.0.0/12");

        assertThat(odd.contains(AddressText.parse("172.31.255.255"))).isTrue();
        assertThat(odd.contains(AddressText.parse("172.32.0.0"))).isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0").contains(AddressText.parse("8.8.8.8")))
                .isTrue();
        assertThat(AddressRange.parse("0.0.0.0/0").contains(AddressText.parse("::1")))
                .isFalse();
        assertThat(AddressRange.parse("10.1.2.3/32").contains(AddressText.parse("10.1.2.4")))
                .isFalse();
    }
}
