package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.NOW;
import static io.meshplane.route.domain.Meshes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a real babeld said on node 2 of five (section C of the recorded session) while its link to node 3 was cut and healed, on the clock
 * of the recording; the other links as the recording's head has them. Node 4 is the gateway.
 */
class RecordedCutTest {
    private static final Path SESSION = Path.of("../../edge/agent/src/test/resources/babeld-session.txt");
    private static final Pattern NEIGHBOUR = Pattern.compile(
            "\\[ *(\\d+)\\.(\\d{3})] < (?:add|change) neighbour \\w+ address \\S+ if (l2\\d) .* cost (\\d+)");
    private static final Map<String, Integer> PEERS = Map.of("l21", 1, "l23", 3, "l25", 5);

    @Test
    void turnsToAnotherWayWithinASecondOfTheLineThatSaysDown() throws IOException {
        Network network = new Network(Meshes.rules(Duration.ofMinutes(5), Duration.ofSeconds(10), 1100));
        for (int number = 1; number <= 5; number++) Meshes.join(network, node(number), number == 4);
        for (int[] link : new int[][] {{1, 2, 96}, {2, 3, 100}, {3, 4, 125}, {4, 5, 96}, {5, 1, 193}, {2, 5, 358}}) {
            Meshes.link(network, link[0], link[1], link[2]);
        }
        network.choose(NOW);
        assertThat(next(network)).isEqualTo(node(3));
        Instant down = null;
        Instant turned = null;
        Instant back = null;
        long sequence = 1;
        for (Said said : said()) {
            int peer = Objects.requireNonNull(PEERS.get(said.interfaceName()));
            Observation seen = Meshes.sees(2, peer, said.cost(), null, ++sequence);
            network.observe(seen, said.at());
            network.choose(said.at());
            boolean cut = said.interfaceName().equals("l23") && said.cost() == Observation.DOWN;
            if (cut && down == null) down = said.at();
            if (down != null && turned == null && !next(network).equals(node(3))) turned = said.at();
            if (turned != null && back == null && next(network).equals(node(3))) back = said.at();
        }

        assertThat(down).isBetween(NOW.plusSeconds(15), NOW.plusSeconds(18)); // cut at 14.8 s, by babeld's own Hellos
        assertThat(turned).isBetween(down, Objects.requireNonNull(down).plusSeconds(1));
        assertThat(back).as("healed at 34.8 s, then settled").isAfter(NOW.plusSeconds(44));
    }

    private record Said(Instant at, String interfaceName, int cost) {}

    private static List<Said> said() throws IOException {
        String session = Files.readString(SESSION);
        String section = session.substring(session.indexOf("\n## C."), session.indexOf("\n## D."));
        return section.lines()
                .map(NEIGHBOUR::matcher)
                .filter(Matcher::find)
                .map(line -> new Said(
                        NOW.plusSeconds(Long.parseLong(line.group(1))).plusMillis(Long.parseLong(line.group(2))),
                        line.group(3),
                        Integer.parseInt(line.group(4))))
                .toList();
    }

    private static NodeId next(Network network) {
        return network.route(node(2)).orElseThrow().hops().getFirst().to();
    }
}
