package io.meshplane.agent.domain.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.domain.BabelParser;
import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BabelSettingsTest {
    private static final String BANNER =
            "BABEL 1.0\nversion babeld-1.12.1\nhost h\nmy-id 02:00:00:ff:fe:00:00:01\nok\n";

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "999999999, 1",
        "1000000000, 1",
        "1000000001, 2",
        "4294967295000000000, 4294967295",
        "4294967295000000001, 4294967295",
        "115792089237316195423570985008687907853269984665640564039457584007913129639935, 4294967295"
    })
    void roundsAPriceUpToAFeeOf32Bits(BigInteger price, long fee) {
        BabelSettings settings = new BabelSettings("\"1\"", Map.of(), Map.of("w0", price));

        assertThat(settings.fee()).hasValue(fee);
    }

    @Test
    void hasTheFeeOfTheDearestInterfaceAndNoneWithoutPrices() {
        BigInteger five = BigInteger.valueOf(5_000_000_000L);
        BigInteger seven = BigInteger.valueOf(7_000_000_000L);

        assertThat(new BabelSettings("\"1\"", Map.of(), Map.of("w0", five, "w1", seven)).fee())
                .hasValue(7);
        assertThat(BabelSettings.NONE.fee()).isEmpty();
    }

    @Test
    void countsACostUntilItsMoment() {
        Instant until = Instant.parse("2026-11-30T12:00:00Z");
        BabelSettings settings =
                new BabelSettings("\"1\"", Map.of("w0", new Cost(300, until), "w1", new Cost(400, null)), Map.of());

        assertThat(settings.costsAt(until.minusMillis(1))).isEqualTo(Map.of("w0", 300, "w1", 400));
        assertThat(settings.costsAt(until)).isEqualTo(Map.of("w1", 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "w 0", "w0\nquit", "w0#", "a/b", "w\"0", "sixteen-letters-"})
    void refusesANameThatWouldBeMoreThanAWordOfALine(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BabelSettings("\"1\"", Map.of(name, new Cost(1, null)), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BabelSettings("\"1\"", Map.of(), Map.of(name, BigInteger.ONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_535})
    void refusesACostThatIsNone(int rxcost) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cost(rxcost, null));
    }

    @Test
    void readsTheCostOfAnInterfaceOffANeighbourWithoutLoss() {
        BabelSight sight = sight("""
                add interface w0 up true ipv6 fe80::1
                add interface w1 up true ipv6 fe80::3
                add interface w2 up false
                add neighbour 5a address fe80::2 if w0 reach ffff ureach 0000 rxcost 500 txcost 96 cost 96
                add neighbour 5b address fe80::2 if w0 reach 03ff ureach 0000 rxcost 65535 txcost 96 cost 65535
                add neighbour 5c address fe80::4 if w1 reach eeef ureach 0000 rxcost 295 txcost 256 cost 295
                """);

        assertThat(sight.rxcosts())
                .containsEntry("w0", 500)
                .containsEntry("w1", null)
                .containsEntry("w2", null);
        assertThat(sight.fee()).isNull();
    }

    @Test
    void readsTheFeeOfAltheasBabeld() {
        assertThat(sight("local fee 23\nmetric factor 1900\n").fee()).isEqualTo(23);
    }

    private static BabelSight sight(String lines) {
        BabelParser parser = new BabelParser();
        parser.feed((BANNER + lines + "ok\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(parser.unknownLines()).isZero();
        return BabelSight.of(parser.state());
    }
}
