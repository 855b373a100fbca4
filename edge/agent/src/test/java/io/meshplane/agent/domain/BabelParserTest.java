package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.BabelParser.Phase;
import io.meshplane.agent.domain.BabelState.Link;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
                        new Link("l12", "fe80::ff:fe00:102", "fe80::ff:fe00:201", 96, 2_645),
                        new Link("l15", "fe80::ff:fe00:105", "fe80::ff:fe00:501", 193, 81_658));
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
        assertThat(parser.state().links()).containsExactly(new Link("w0", "fe80::1", "fe80::2", 265, 60_001));
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

    private static BabelParser fed(String text) {
        BabelParser parser = new BabelParser();
        parser.feed(text.getBytes(StandardCharsets.UTF_8));
        return parser;
    }
}
