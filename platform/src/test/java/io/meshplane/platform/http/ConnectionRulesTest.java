package io.meshplane.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRulesTest {
    @ParameterizedTest(name = "{0} wanted, {1} descriptors: {2}")
    @CsvSource({
        "4096, 1048576, 4096", // plenty
        "4096, 4608, 4096", // just enough
        "4096, 4607, 4095",
        "20000, 20000, 19488",
        "4096, 1024, 512", // the usual soft limit
        "4096, 256, 128", // half for the rest, however few
        "4096, 1, 1",
        "4096, -1, 4096", // the system does not say
        "1, 100000, 1",
    })
    void connectionsLeaveDescriptorsForTheRest(int wanted, long descriptors, int most) {
        assertThat(ConnectionRules.most(wanted, descriptors)).isEqualTo(most);
    }
}
