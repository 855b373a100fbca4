package io.meshplane.agent.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.ManualClock;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshTest {
    private static final long SEED = 42;
    private static final long[] MOMENTS_MS = {0, 1, 6_999, 7_000, 60_000, 1_799_000, 1_798_999, 86_400_123};

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T08:00:00Z"));

    @Test
    void takesAConnectedPieceAroundTheBestConnectedNode() throws IOException {
        Topology whole = roma();

        Topology piece = whole.around(30, SEED);

        assertThat(nodes(piece))
                .isEqualTo(Set.copyOf(IntStream.range(0, 30).boxed().toList()));
        assertThat(reachableFromZero(piece)).hasSize(30);
    }

    @Test
    void isTheSameMeshForTheSameSeed() throws IOException {
        assertThat(roma().around(30, SEED)).isEqualTo(roma().around(30, SEED));
        assertThat(mesh(20).router(3).observeAt(60_000))
                .isEqualTo(mesh(20).router(3).observeAt(60_000));
    }

    @Test
    void refusesMoreNodesThanAreConnected() throws IOException {
        Topology whole = roma();

        assertThatIllegalArgumentException().isThrownBy(() -> whole.around(148, SEED));
    }

    @Test
    void namesTheLineThatIsNoLink() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("mesh.csv"), "from,to,quality_from,quality_to,kind\n1,ic-0,,,x\n1,2\n");

        assertThatIOException().isThrownBy(() -> Topology.read(csv)).withMessageContaining("line 3");
    }

    @Test
    void sendsAtOneEndExactlyWhatTheOtherReceivesOrLoses() throws IOException {
        Mesh mesh = mesh(20);

        for (long moment : MOMENTS_MS) {
            for (int node = 0; node < 20; node++) {
                for (Mesh.End end : mesh.ends(node)) {
                    Observation here = mesh.router(node).observeAt(moment);
                    Observation there = mesh.router(end.peer()).observeAt(moment);
                    long sent = usage(here, "wlan-" + end.peer()).sentBytes();
                    long received = usage(there, "wlan-" + node).receivedBytes();

                    assertThat(sent)
                            .as("%d→%d at %d ms", node, end.peer(), moment)
                            .isEqualTo(received + lost(there, node));
                }
            }
        }
    }

    @Test
    void neverCountsBackwards() throws IOException {
        Mesh mesh = mesh(5);
        long sentBefore = 0;
        long receivedBefore = 0;

        for (long moment = 0; moment < 4_000_000; moment += 997) {
            UsageCounter counter = mesh.router(0).observeAt(moment).usage().getFirst();

            assertThat(counter.sentBytes()).isGreaterThanOrEqualTo(sentBefore);
            assertThat(counter.receivedBytes()).isGreaterThanOrEqualTo(receivedBefore);
            sentBefore = counter.sentBytes();
            receivedBefore = counter.receivedBytes();
        }
        assertThat(sentBefore).isGreaterThan(1_000_000);
    }

    @Test
    void doesNotCountBackwardsWhenTheClockIsSetBack() throws IOException {
        Mesh mesh = mesh(5);
        clock.advance(Duration.ofMinutes(5));
        UsageCounter before = mesh.router(0).observe().usage().getFirst();

        clock.advance(Duration.ofMinutes(-3));

        assertThat(mesh.router(0).observe().usage().getFirst()).isEqualTo(before);
    }

    @Test
    void seesEveryLinkFromBothEndsUnderUniqueAddresses() throws IOException {
        Mesh mesh = mesh(40);
        Set<String> addresses = new HashSet<>();
        int ends = 0;

        for (int node = 0; node < 40; node++) {
            for (LinkSample link : mesh.router(node).observeAt(0).links()) {
                ends++;
                addresses.add(link.localAddress());
                int peer = Integer.parseInt(link.interfaceName().substring("wlan-".length()));
                LinkSample back = link(mesh, peer, "wlan-" + node);

                assertThat(back.localAddress()).isEqualTo(link.peerAddress());
                assertThat(back.cost()).isEqualTo(link.cost());
                assertThat(back.peerAddress()).isEqualTo(link.localAddress());
            }
        }
        assertThat(addresses).hasSize(ends);
    }

    @Test
    void knowsAPeerOnceItHasEnrolled() throws IOException {
        Mesh mesh = mesh(5);
        int peer = mesh.ends(0).getFirst().peer();
        NodeId id = new NodeId("nabcdefghijklmnopqrstuvwxyz");

        String before = link(mesh, 0, "wlan-" + peer).peerId();
        mesh.router(peer).enrolled(id);

        assertThat(before).isNull();
        assertThat(link(mesh, 0, "wlan-" + peer).peerId()).isEqualTo(id.value());
        assertThat(usage(mesh.router(0).observeAt(1), "wlan-" + peer).peerId()).isEqualTo(id.value());
    }

    @Test
    void costsWhatEtxSays() {
        assertThat(Mesh.cost(1, 1)).isEqualTo(256);
        assertThat(Mesh.cost(0.5, 0.5)).isEqualTo(1_024);
        assertThat(Mesh.cost(0.001, 0.001)).isEqualTo(65_534);
    }

    private Mesh mesh(int nodes) throws IOException {
        return new Mesh(roma().around(nodes, SEED), nodes, SEED, clock);
    }

    private static Topology roma() throws IOException {
        try {
            return Topology.read(Path.of(Objects.requireNonNull(MeshTest.class.getResource("/ninux-roma.csv"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Integer> nodes(Topology topology) {
        Set<Integer> nodes = new HashSet<>();
        topology.edges().forEach(edge -> nodes.addAll(List.of(edge.from(), edge.to())));
        return nodes;
    }

    private static Set<Integer> reachableFromZero(Topology topology) {
        Set<Integer> reached = new HashSet<>(Set.of(0));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Topology.Edge edge : topology.edges()) {
                if (reached.contains(edge.from()) != reached.contains(edge.to())) {
                    reached.addAll(List.of(edge.from(), edge.to()));
                    grew = true;
                }
            }
        }
        return reached;
    }

    private static UsageCounter usage(Observation seen, String interfaceName) {
        return seen.usage().stream()
                .filter(one -> one.interfaceName().equals(interfaceName))
                .findFirst()
                .orElseThrow();
    }

    private static LinkSample link(Mesh mesh, int node, String interfaceName) {
        return mesh.router(node).observeAt(0).links().stream()
                .filter(one -> one.interfaceName().equals(interfaceName))
                .findFirst()
                .orElseThrow();
    }

    private static long lost(Observation receiver, int sender) {
        return (long) receiver.readings().stream()
                .filter(one -> one.name().equals("link_received_lost_bytes_total"))
                .filter(one -> one.labels().getFirst().value().equals("wlan-" + sender))
                .mapToDouble(Reading::value)
                .sum();
    }
}
