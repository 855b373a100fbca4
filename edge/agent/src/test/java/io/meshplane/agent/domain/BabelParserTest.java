package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.BabelParser.Phase;
import io.meshplane.agent.domain.BabelState.Link;
import io.meshplane.agent.domain.BabelState.Route;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BabelParserTest {
    private static final String BANNER =
            "BABEL 1.0\nversion babeld-1.12.1\nhost vm\nmy-id 02:00:00:ff:fe:00:00:01\nok\n";
    private static final String INTERFACE = "add interface w0 up true ipv6 fe80::1 ipv4 10.0.0.1\n";
    private static final String NEIGHBOUR =
            "add neighbour 5a address fe80::2 if w0 reach ffff ureach 0000 rxcost 96 txcost 96 rtt 2.645 rttcost 0 cost 96\n";

    @Test
    void understandsEveryLineOfTheRecordedSession() {
        assertThat(RecordedSession.all()).hasLineCount(664);
        for (String part : RecordedSession.parts()) {
            BabelParser parser = fed(part);

            assertThat(parser.phase()).isEqualTo(Phase.READY);
            assertThat(parser.unknownLines()).isZero();
        }
    }

    @Test
    void endsTheRecordedSessionWithTheStateOfItsFinalDump() {
        BabelState whole = fed(RecordedSession.monitored()).state();

        BabelState dumped = fed(BANNER + RecordedSession.finalDump()).state();

        assertThat(dumped.routes()).hasSizeGreaterThan(15);
        assertThat(whole).isEqualTo(dumped);
    }

    @Test
    void knowsTheSameObjectsBeforeTheFinalDumpIsAskedFor() {
        String session = RecordedSession.monitored();
        BabelState before = fed(session.substring(0, session.indexOf(RecordedSession.finalDump())))
                .state();

        BabelState dumped = fed(BANNER + RecordedSession.finalDump()).state();

        assertThat(before.interfaces()).isEqualTo(dumped.interfaces());
        assertThat(before.neighbours().keySet()).isEqualTo(dumped.neighbours().keySet());
        assertThat(before.routes().keySet()).isEqualTo(dumped.routes().keySet());
        assertThat(before.xroutes()).isEqualTo(dumped.xroutes());
    }

    @Test
    void readsTheDumpOfNodeOne() {
        BabelState state = fed(RecordedSession.parts().getFirst()).state();

        assertThat(state.installedRoutes()).isEqualTo(8);
        assertThat(state.links())
                .containsExactlyInAnyOrder(
                        new Link("l12", "fe80::ff:fe00:102", "fe80::ff:fe00:201", 96, 2_645, 0),
                        new Link("l15", "fe80::ff:fe00:105", "fe80::ff:fe00:501", 193, 81_658, 0));
    }

    @Test
    void countsOneReplyARequest() {
        assertThat(fed(RecordedSession.parts().getFirst()).replies()).isEqualTo(1);
        assertThat(fed(BANNER).replies()).isZero();
    }

    @Test
    void doesNotCareWhereTheBytesAreSplit() {
        long seed = 9_616;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] session = RecordedSession.monitored().getBytes(StandardCharsets.UTF_8);
        BabelState whole = fed(RecordedSession.monitored()).state();

        for (int round = 0; round < 20; round++) {
            BabelParser parser = new BabelParser();
            int largest = 1 + round * 13;
            for (int at = 0; at < session.length; ) {
                int end = Math.min(session.length, at + random.nextInt(1, largest + 1));
                parser.feed(Arrays.copyOfRange(session, at, end));
                at = end;
            }

            assertThat(parser.state()).as("seed %d, round %d", seed, round).isEqualTo(whole);
            assertThat(parser.unknownLines()).isZero();
        }
    }

    @Test
    void readsTheDialectOfAlthea() {
        BabelParser parser =
                fed(BANNER.replace("BABEL 1.0", "ALTHEA 0.1") + "local fee 5\nmetric factor 1900\n" + INTERFACE
                        + "add neighbour 5a address fe80::2 if w0 reach ffff rxcost 256 txcost 256 rtt 60.001 rttcost 9 cost 265\n"
                        + "add route 7b prefix fd00::1/128 from ::/0 installed yes id 02:00:00:ff:fe:00:00:02 metric 265 refmetric 0"
                        + " price 7 fee 5 full-path-rtt 60.001 via fe80::2 if w0\nok\n");

        assertThat(parser.unknownLines()).isZero();
        assertThat(parser.state().installedRoutes()).isEqualTo(1);
        assertThat(parser.state().links()).containsExactly(new Link("w0", "fe80::1", "fe80::2", 265, 60_001, 0));
    }

    @Test
    void tellsAPriceOfNothingFromNoPrice() {
        String line = "add route 7b prefix fd00::1/128 from ::/0 installed yes id 02:00:00:ff:fe:00:00:02 metric 265"
                + " price 7 fee 5 refmetric 0 full-path-rtt 60.001 via fe80::2 if w0\n";
        String althea = BANNER.replace("BABEL 1.0", "ALTHEA 0.1") + "local fee 5\nmetric factor 1900\n";

        BabelState priced = fed(althea + line).state();
        BabelState free =
                fed(althea + line.replace("price 7 fee 5", "price 0 fee 0")).state();
        BabelState silent = fed(BANNER + line.replace("price 7 fee 5 ", "").replace("full-path-rtt 60.001 ", ""))
                .state();

        Route route = route7b(priced);
        assertThat(route.price()).isEqualTo(7);
        assertThat(route.fee()).isEqualTo(5);
        assertThat(route.fullPathRttMicros()).isEqualTo(60_001);
        assertThat(priced.localFee()).isEqualTo(5);
        assertThat(priced.metricFactor()).isEqualTo(1_900);
        assertThat(route7b(free).price()).isZero();
        assertThat(route7b(silent).price()).isNull();
        assertThat(silent.localFee()).isNull();
    }

    @Test
    void takesNoPriceBeyondThirtyTwoBits() {
        BabelParser parser = fed(BANNER + "local fee 4294967296\nmetric factor -1\nlocal fee x\n");

        assertThat(parser.unknownLines()).isEqualTo(3);
        assertThat(parser.state().localFee()).isNull();
    }

    @Test
    void changesNothingWhenBabeldRepeatsItself() {
        BabelParser parser = fed(BANNER + INTERFACE + NEIGHBOUR);
        BabelState before = parser.state();
        long changes = parser.changes();

        for (int i = 0; i < 1_000; i++) feed(parser, NEIGHBOUR.replace("add ", "change "));

        assertThat(parser.changes()).isEqualTo(changes);
        assertThat(parser.repeats()).isEqualTo(1_000);
        assertThat(parser.state()).isSameAs(before);
        feed(parser, NEIGHBOUR.replace("rtt 2.645", "rtt 2.646"));
        assertThat(parser.state()).isNotEqualTo(before);
    }

    @Test
    void holdsNoMoreAfterTenThousandNeighboursThanAfterOne() {
        BabelParser parser = fed(BANNER + INTERFACE);
        for (int i = 0; i < 10_000; i++) {
            String one = NEIGHBOUR
                    .replace("neighbour 5a", "neighbour " + Integer.toHexString(i % 7 + 1))
                    .replace("fe80::2", "fe80::" + Integer.toHexString(i + 2));
            feed(parser, one);
            feed(parser, one.replace("add ", "change ").replace("cost 96\n", "cost 65535\n"));
            feed(parser, one.replace("add ", "flush "));
        }

        assertThat(parser.state().neighbours()).isEmpty();
        assertThat(parser.changes()).isEqualTo(30_001);
        assertThat(parser.unknownLines()).isZero();
    }

    @Test
    void knowsWhetherThereIsAWayToEverywhere() {
        String route = "add route 7b prefix ::/0 from ::/0 installed yes id 02:00:00:ff:fe:00:00:02 metric 96"
                + " refmetric 0 via fe80::2 if w0\n";

        assertThat(fed(BANNER + route).state().hasDefaultRoute()).isTrue();
        assertThat(fed(BANNER + route.replace("yes", "no")).state().hasDefaultRoute())
                .isFalse();
        assertThat(fed(BANNER + route.replace("prefix ::/0", "prefix fd00::/8"))
                        .state()
                        .hasDefaultRoute())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ffff, 0", "eeef, 0.1875", "fff7, 0.0625", "0000, 1", "8000, 0", "e000, 0", "a000, 0.3333"})
    void tellsTheLossOfANeighbourFromItsReach(String reach, double loss) {
        BabelState state = fed(BANNER + INTERFACE + NEIGHBOUR.replace("reach ffff", "reach " + reach))
                .state();

        assertThat(state.links().getFirst().lossRatio()).isEqualTo(loss, Offset.offset(0.0001));
    }

    @Test
    void countsMissedHellosAsLostOnceANeighbourIsOld() {
        BabelState state = fed(BANNER + INTERFACE + NEIGHBOUR + NEIGHBOUR.replace("reach ffff", "reach fff0"))
                .state();

        assertThat(state.links().getFirst().lossRatio()).isEqualTo(0.25);
    }

    @Test
    void takesTheBetterOfTwoNeighboursWithOneAddress() {
        String leaving = NEIGHBOUR.replace("neighbour 5a", "neighbour 5b").replace("cost 96\n", "cost 65535\n");

        BabelState state = fed(BANNER + INTERFACE + leaving + NEIGHBOUR).state();

        assertThat(state.neighbours()).hasSize(2);
        assertThat(state.links()).extracting(Link::cost).containsExactly(96);
    }

    @Test
    void forgetsWhatIsFlushed() {
        BabelState state = fed(BANNER + INTERFACE + NEIGHBOUR + NEIGHBOUR.replace("add ", "flush "))
                .state();

        assertThat(state.neighbours()).isEmpty();
        assertThat(state.interfaces()).hasSize(1);
    }

    @Test
    void countsLinesThatMakeNoSenseAndKeepsTheRest() {
        String nonsense = "hello\nadd\nadd neighbour 1\nadd planet 5 if w0\n"
                + NEIGHBOUR.replace("cost 96\n", "cost 65536\n") + NEIGHBOUR.replace("rtt 2.645", "rtt fast")
                + "x".repeat(10_000) + "\n";

        BabelParser parser = fed(BANNER + INTERFACE + nonsense + NEIGHBOUR.replace("5a", "5c"));

        assertThat(parser.unknownLines()).isEqualTo(7);
        assertThat(parser.state().neighbours()).containsOnlyKeys("5c");
    }

    @Test
    void neverThrowsOnADamagedSession() {
        long seed = 8_967;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] session = (BANNER + RecordedSession.finalDump()).getBytes(StandardCharsets.UTF_8);

        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = session.clone();
            for (int n = random.nextInt(1, 40); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            BabelParser parser = new BabelParser();
            parser.feed(damaged);

            assertThat(parser.state().links())
                    .as("seed %d, round %d", seed, round)
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void refusesToTalkToAnythingElse() {
        assertThat(fed("SSH-2.0-dropbear\nok\n").phase()).isEqualTo(Phase.NOT_BABEL);
    }

    private static Route route7b(BabelState state) {
        return Objects.requireNonNull(state.routes().get("7b"));
    }

    private static BabelParser fed(String text) {
        BabelParser parser = new BabelParser();
        feed(parser, text);
        return parser;
    }

    private static void feed(BabelParser parser, String text) {
        parser.feed(text.getBytes(StandardCharsets.UTF_8));
    }
}
