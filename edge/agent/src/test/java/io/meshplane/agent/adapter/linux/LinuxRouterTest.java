package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.telemetry.codec.UsageCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxRouterTest {
    @TempDir
    private Path root;

    @TempDir
    private Path data;

    @BeforeEach
    void fillTheHost() throws IOException {
        file("proc/uptime", "3600.25 100.0\n");
        file("proc/loadavg", "0.5 0.25 0.125 1/100 42\n");
        file("proc/stat", "cpu 100 0 0 900\n");
        file("proc/meminfo", "MemTotal: 100 kB\nMemAvailable: 50 kB\n");
        file("proc/sys/kernel/random/boot_id", "7b3a\n");
        file("sys/class/net/wg0/ifindex", "3\n");
        file("sys/class/thermal/thermal_zone0/temp", "51000\n");
        counters(1_000, 2_000);
    }

    @Test
    void showsWhatTheHostShows() throws IOException {
        Observation seen = router().observe();

        assertThat(seen.uptimeSeconds()).isEqualTo(3600);
        assertThat(seen.babelRoutes()).isNull();
        assertThat(seen.links()).isEmpty();
        assertThat(seen.readings())
                .contains(
                        Reading.of("host_load1", 0.5),
                        Reading.of("host_cpu_seconds_total", "mode", "idle", 9),
                        Reading.of("host_memory_available_bytes", 51_200),
                        Reading.of("host_temperature_celsius", "zone", "thermal_zone0", 51),
                        Reading.of("interface_received_bytes_total", "interface", "wg0", 2_000),
                        Reading.of("interface_sent_bytes_total", "interface", "wg0", 1_000));
    }

    @Test
    void countsUsageInOneEpochOverARestartOfTheAgent() throws IOException {
        UsageCounter before = usage(router());

        counters(1_500, 2_500);
        UsageCounter after = usage(router());

        assertThat(after.counterEpoch()).isEqualTo(before.counterEpoch());
        assertThat(after.sentBytes()).isEqualTo(1_500);
    }

    @Test
    void beginsAnEpochWhenACounterRanBackwardsWhileTheAgentWasAway() throws IOException {
        UsageCounter before = usage(router());

        counters(10, 2_500);
        UsageCounter after = usage(router());

        assertThat(after.counterEpoch()).isNotEqualTo(before.counterEpoch());
    }

    @Test
    void observesAHostWithoutTheOptionalFiles() throws IOException {
        for (String optional : new String[] {"proc/loadavg", "proc/stat", "proc/meminfo"}) {
            Files.delete(root.resolve(optional));
        }

        assertThat(router().observe().usage()).hasSize(1);
    }

    @Test
    void saysSoWhereThereIsNoProc() throws IOException {
        Files.delete(root.resolve("proc/net/dev"));

        assertThatIOException().isThrownBy(() -> router().observe());
    }

    private static UsageCounter usage(LinuxRouter router) throws IOException {
        return router.observe().usage().getFirst();
    }

    private LinuxRouter router() {
        return new LinuxRouter(root, data, null);
    }

    private void counters(long sent, long received) throws IOException {
        file("proc/net/dev", "wg0: " + received + " 1 0 0 0 0 0 0 " + sent + " 1 0 0 0 0 0 0\n");
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
