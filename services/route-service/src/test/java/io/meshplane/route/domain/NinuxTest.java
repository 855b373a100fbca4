package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The real mesh of Rome, its costs made of its real link qualities. */
class NinuxTest {
    private static final int NODES = 147;
    private static final int NOMINAL_COST = 256; // of a lossless radio link, RFC 8966 appendix A

    @Test
    void reachesTheWholeOfTheLargestPartAtTheLowestMetrics() throws IOException {
        Network network = Meshes.network(NODES);
        for (Observation seen : observations()) Meshes.observe(network, seen);

        Map<NodeId, Route> routes = Meshes.routes(network);

        long[] expected = relaxed(observations());
        for (int number = 0; number < NODES; number++) {
            Route route = routes.get(node(number));
            if (expected[number] == Long.MAX_VALUE)
                assertThat(route).as("node %d", number).isNull();
            else
                assertThat(route)
                        .as("node %d", number)
                        .isNotNull()
                        .extracting(Route::metric)
                        .isEqualTo(expected[number]);
        }
        assertThat(routes).hasSize(141);
    }

    /** The metrics by Bellman and Ford: every link is tried until nothing falls any more. */
    private static long[] relaxed(List<Observation> links) {
        long[] metrics = new long[NODES];
        Arrays.fill(metrics, Long.MAX_VALUE);
        metrics[0] = 0;
        boolean falls = true;
        while (falls) {
            falls = false;
            for (Observation seen : links) {
                int from = number(seen.local());
                int to = number(seen.peer());
                if (metrics[to] == Long.MAX_VALUE || metrics[to] + seen.cost() >= metrics[from]) continue;
                metrics[from] = metrics[to] + seen.cost();
                falls = true;
            }
        }
        return metrics;
    }

    private static int number(LinkAddress address) {
        return (int) address.low() - 1;
    }

    private static List<Observation> observations() throws IOException {
        try (BufferedReader csv = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NinuxTest.class.getResourceAsStream("/topologies/ninux-roma.csv")),
                StandardCharsets.UTF_8))) {
            return csv.lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .flatMap(NinuxTest::bothEnds)
                    .toList();
        }
    }

    private static Stream<Observation> bothEnds(String[] line) {
        int from = Integer.parseInt(line[0]);
        int to = Integer.parseInt(line[1]);
        return Stream.of(sees(from, to, cost(line[2])), sees(to, from, cost(line[3])));
    }

    private static int cost(String quality) {
        return (int) Math.min(Observation.DOWN - 1, Math.round(NOMINAL_COST / Double.parseDouble(quality)));
    }
}
