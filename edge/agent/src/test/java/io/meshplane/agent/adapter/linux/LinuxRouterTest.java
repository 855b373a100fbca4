package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.agent.SeriesHandle;
import io.meshplane.agent.SourceStatus;
import io.meshplane.agent.SourceStatus.State;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxRouterTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    @TempDir
    private Path data;

    private LinuxHost host;
    private LinuxRouter router;

    @BeforeEach
    void fillTheHost() throws IOException {
        host = new LinuxHost(root, data);
        router = new LinuxRouter(host.settings());
    }

    @AfterEach
    void stop() {
        router.stop();
    }

    @Test
    void showsWhatTheHostShows() {
        Observation seen = router.observe();

        assertThat(seen.uptimeSeconds()).isEqualTo(3600);
        assertThat(seen.babelRoutes()).isNull();
        assertThat(seen.links()).isEmpty();
        assertThat(seen.readings())
                .contains(
                        Reading.of("node_load1", 0.5),
                        Reading.of("node_uptime_seconds", 3600.25),
                        Reading.of("node_mem_free_kib", 20),
                        Reading.of("node_mem_cached_kib", 10),
                        Reading.of("node_conntrack_entries", 51),
                        Reading.of("node_temp_celsius", "sensor", "thermal_zone0", 51),
                        Reading.of("node_temp_celsius", "sensor", "hwmon1/temp1", 42.5),
                        Reading.of("interface_up", "interface", "eth0", 1),
                        Reading.of("interface_speed_mbits", "interface", "eth0", 1000),
                        Reading.of("agent_source_up", "source", "host", 1),
                        count("node_cpu_idle_jiffies_total", 900),
                        count("interface_received_bytes_total", 2_000, new Label("interface", "eth0")),
                        count("interface_sent_bytes_total", 1_000, new Label("interface", "eth0")),
                        count("interface_carrier_changes_total", 2, new Label("interface", "eth0")));
    }

    @Test
    void namesNoSeriesTwiceAndEachByTheSameObjectEveryTime() throws IOException {
        host.tunnelFiles("wg0", 4);
        host.wireGuard(LinuxHost.recordedDump());
        List<SeriesHandle> first = handles(router.observe());

        List<SeriesHandle> second = handles(router.observe());

        assertThat(new HashSet<>(first)).hasSameSizeAs(first);
        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) assertThat(second.get(i)).isSameAs(first.get(i));
    }

    @Test
    void roundsToTheDeclaredPrecision() {
        LinuxRouter rounding = new LinuxRouter(host.settings(Duration.ofSeconds(1), Map.of("node_load1", 0.2)));

        List<Reading> readings = rounding.observe().readings();

        Reading load = readings.stream()
                .filter(one -> one.name().equals("node_load1"))
                .findFirst()
                .orElseThrow();
        assertThat(load.value()).isEqualTo(0.4);
        assertThat(load.series().step()).isEqualTo(0.2);
    }

    @Test
    void observesAHostWithoutTheOptionalFiles() throws IOException {
        for (String optional : new String[] {"proc/loadavg", "proc/stat", "proc/meminfo"}) host.delete(optional);

        assertThat(router.observe().usage()).hasSize(1);
    }

    @Test
    void showsTheRestWhereOneSourceIsBroken() throws IOException {
        host.delete("proc/net/dev");

        Observation seen = router.observe();

        assertThat(seen.readings())
                .contains(
                        Reading.of("agent_source_up", "source", "interfaces", 0),
                        Reading.of("agent_source_up", "source", "host", 1),
                        Reading.of("node_load1", 0.5));
        assertThat(seen.usage()).isEmpty();
        assertThat(status("interfaces").state()).isEqualTo(State.FAILED);
        assertThat(status("interfaces").detail()).contains("proc/net/dev");
    }

    @Test
    void goesOnWhileASourceHangsAndTakesItBackWhenItAnswers() throws IOException, InterruptedException {
        host.pipe("proc/meminfo");
        assertThat(router.observe().readings())
                .contains(
                        Reading.of("agent_source_up", "source", "host", 0),
                        count("interface_sent_bytes_total", 1_000, new Label("interface", "eth0")));
        host.counters("eth0", 1_500, 2_500);
        assertThat(router.observe().readings())
                .contains(count("interface_sent_bytes_total", 1_500, new Label("interface", "eth0")));

        host.delete("proc/meminfo");
        host.file("proc/meminfo", "MemFree: 7 kB\n");

        Await.until("the host's values", DEADLINE, () -> {
            List<Reading> readings = router.observe().readings();
            return readings.contains(Reading.of("node_mem_free_kib", 7))
                    && readings.contains(Reading.of("agent_source_up", "source", "host", 1));
        });
    }

    @Test
    void killsAProgramThatDoesNotAnswer() throws IOException {
        host.program("wg", "exec sleep 1000");

        Await.until("wg was given up", DEADLINE, () -> {
            router.observe();
            return status("wireguard").detail().contains("does not answer");
        });

        assertThat(router.observe().readings()).contains(Reading.of("node_load1", 0.5));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 1000"));
    }

    @Test
    void isNotConcernedWhereThereIsNoWireGuard() {
        List<Reading> readings = router.observe().readings();

        assertThat(status("wireguard").state()).isEqualTo(State.ABSENT);
        assertThat(readings).noneMatch(one -> one.labels().contains(new Label("source", "wireguard")));
    }

    @Test
    void saysWhichRightIsMissing() throws IOException {
        host.program("wg", "echo 'Unable to access interface wg0: Operation not permitted' >&2; exit 1");

        Observation seen = router.observe();

        assertThat(status("wireguard").state()).isEqualTo(State.FAILED);
        assertThat(status("wireguard").detail())
                .contains("Operation not permitted")
                .contains("CAP_NET_ADMIN");
        assertThat(seen.readings()).contains(Reading.of("agent_source_up", "source", "wireguard", 0));
    }

    @Test
    void showsThePeersOfWireGuard() throws IOException {
        host.tunnelFiles("wg_exit", 9);
        host.wireGuard(LinuxHost.recordedDump());
        host.counters("wg_exit", 5, 6);

        Observation seen = router.observe();

        Label[] peer = {
            new Label("interface", "wg_exit"), new Label("peer", "10JNCeFdAkxYSPI9H6b3Nh1/YY0VMucOIOKmZo3n9H4=")
        };
        assertThat(seen.readings())
                .contains(
                        count("wg_rx_bytes_total", 3_692_332_878_212L, peer),
                        count("wg_tx_bytes_total", 3_274_348_304_825L, peer),
                        count("wg_rx_packets_total", 11, peer),
                        count("wg_tx_packets_total", 22, peer),
                        count("wg_rx_errors_total", 1, peer),
                        count("wg_tx_dropped_total", 2, peer),
                        Reading.of(SeriesHandle.of("wg_latest_handshake_seconds", peer), 1_781_978_397));
        assertThat(seen.readings()).noneMatch(one -> one.name().equals("interface_sent_bytes_total"));
        assertThat(seen.readings())
                .filteredOn(one -> one.name().equals("wg_rx_bytes_total"))
                .hasSize(4);
    }

    @Test
    void neverShowsASecretOfWireGuard() throws IOException {
        host.wireGuard(LinuxHost.recordedDump());

        String shown = router.observe() + " " + router.sources();

        assertThat(shown)
                .contains("VeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyMs=")
                .doesNotContain("IpU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw=")
                .doesNotContain("J6Cus/7pIy+K8iEfnuSRxbEL7LVWO/web5NCfsvI/ik=");
    }

    @Test
    void countsLinesThatMakeNoSense() throws IOException {
        host.wireGuard("what is this\n");

        assertThat(router.observe().readings())
                .contains(count("agent_source_bad_lines_total", 1, new Label("source", "wireguard")));
    }

    @Test
    void forgetsTheSeriesOfTenThousandPeersThatCameAndWent() throws IOException {
        Set<SeriesHandle> last = Set.of();
        for (int round = 0; round < 20; round++) {
            StringBuilder dump = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                String key = "%07d".formatted(round * 500 + i) + "A".repeat(36) + "=";
                dump.append("wg0\t").append(key).append("\t(none)\t(none)\t(none)\t0\t1\t2\toff\n");
            }
            host.wireGuard(dump.toString());
            last = new HashSet<>(handles(router.observe()));
        }
        assertThat(last).hasSizeBetween(1_000, 1_100);
        host.wireGuard("");

        Await.until("they are forgotten", DEADLINE, () -> {
            router.observe();
            return router.knownThings() < 100;
        });
        assertThat(router.observe().usage()).hasSize(1);
    }

    private SourceStatus status(String name) {
        return router.sources().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<SeriesHandle> handles(Observation seen) {
        return seen.readings().stream().map(Reading::series).toList();
    }

    private static Reading count(String name, long value, Label... labels) {
        return Reading.ofCount(SeriesHandle.count(name, List.of(labels)), value);
    }
}
