package io.meshplane.ingest.domain.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.domain.forward.RetryRules.Policy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardRulesTest {
    private static final Policy POLICY =
            new Policy(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({"1, 0, 250", "1, 1, 500", "2, 1, 1000", "7, 1, 32000", "8, 1, 60000", "8, 0, 30000", "1000000, 1, 60000"
    })
    void pausesDoubleToABoundAndAreSpread(int failures, double chance, long pauseMs) {
        assertThat(RetryRules.pause(POLICY, failures, null, chance)).hasMillis(pauseMs);
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "3, 3000", "100000, 600000"})
    void theReceiversRetryAfterIsHeededWithinBounds(long askedSeconds, long pauseMs) {
        assertThat(RetryRules.pause(POLICY, 1, Duration.ofSeconds(askedSeconds), 1))
                .hasMillis(pauseMs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "192.0.0.192",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "0.0.0.0",
                "224.0.0.1"
            })
    void metadataAddressesAreNeverReached(String address) throws UnknownHostException {
        assertThat(AddressRules.isAllowed(InetAddress.getByName(address), true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "::1, false",
        "10.0.0.7, true",
        "192.0.2.1, true",
        "2001:db8::1, true",
        "fd12::7, true"
    })
    void thisMachineIsReachedOnlyIfAllowed(String address, boolean allowed) throws UnknownHostException {
        assertThat(AddressRules.isAllowed(InetAddress.getByName(address), false))
                .isEqualTo(allowed);
        assertThat(AddressRules.isAllowed(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"load1, load1", "node:cpu, node:cpu", "9lives, _9lives", "a.b-c, a_b_c", "größe, gr____e"})
    void metricNamesAreMadeToFit(String name, String clean) {
        assertThat(cleaned(name, true)).isEqualTo(clean);
    }

    @Test
    void labelNamesHaveNoColons() {
        assertThat(cleaned("a:b", false)).isEqualTo("a_b");
        assertThat(cleaned("", false)).isEqualTo("_");
    }

    @Test
    void whatEndsInTotalIsACounter() {
        assertThat(PrometheusText.isCounter(bytes("rx_total"))).isTrue();
        assertThat(PrometheusText.isCounter(bytes("_total"))).isFalse();
        assertThat(PrometheusText.isCounter(bytes("load1"))).isFalse();
    }

    private static @Nullable String cleaned(String name, boolean ofMetric) {
        return new String(PrometheusText.name(bytes(name), ofMetric), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
