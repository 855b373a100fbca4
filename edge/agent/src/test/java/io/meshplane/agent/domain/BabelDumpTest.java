package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A dump as large as a big mesh makes it. */
class BabelDumpTest {
    private static final int ROUTES = 10_000;
    private static final long SEED = 8_966;

    private final byte[] dump = dump();
    private final BabelState whole = fed(dump.length).state();

    @Test
    void readsItWhole() {
        assertThat(whole.installedRoutes()).isEqualTo(ROUTES / 2);
    }

    @Test
    void readsTheSameSplitAtEveryByteBoundaryAtOnce() {
        BabelParser parser = new BabelParser();
        for (int at = 0; at < dump.length; at++) parser.feed(Arrays.copyOfRange(dump, at, at + 1));

        assertThat(parser.state()).isEqualTo(whole);
        assertThat(parser.unknownLines()).isZero();
        assertThat(parser.replies()).isEqualTo(1);
    }

    @Test
    void readsTheSameSplitInTwoAnywhere() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 60; round++) {
            int at = random.nextInt(1, dump.length);

            BabelParser parser = fed(at);

            assertThat(parser.state()).as("seed %d, split at %d", SEED, at).isEqualTo(whole);
            assertThat(parser.unknownLines()).isZero();
        }
    }

    private BabelParser fed(int split) {
        BabelParser parser = new BabelParser();
        parser.feed(Arrays.copyOfRange(dump, 0, split));
        parser.feed(Arrays.copyOfRange(dump, split, dump.length));
        return parser;
    }

    /** Two ways to each of 5,000 prefixes, one of them installed. */
    private static byte[] dump() {
        StringBuilder text = new StringBuilder(
                "BABEL 1.0\nversion babeld-1.13.1\nhost vm\nmy-id 4c:43:95:a5:7e:34:88:c1\nok\nadd interface w0 up true ipv6 fe80::1\n");
        for (int neighbour = 2; neighbour <= 3; neighbour++) {
            text.append("add neighbour 5a%d address fe80::%d if w0 reach ffff ureach 0000 rxcost 96 txcost 96 cost 96\n"
                    .formatted(neighbour, neighbour));
        }
        for (int route = 0; route < ROUTES; route++) {
            text.append(
                    ("add route 7f%x prefix fd00::%x/128 from ::/0 installed %s id 02:00:00:ff:fe:00:00:02 metric %d"
                                    + " refmetric %d via fe80::%d if w0\n")
                            .formatted(
                                    route, route / 2, route % 2 == 0 ? "yes" : "no", 96 + route, route, 2 + route % 2));
        }
        return text.append("ok\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
