package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostFilesTest {
    private static final String NET_DEV = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 1000       10    0    0    0     0          0         0     1000       10    0    0    0     0       0          0
              eth0:18446744073709551615 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0
            wlan0.2: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
             short: 1 2 3
            named-beyond-the-limit: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
            """;

    @Test
    void readsEveryInterfaceButLoopback() {
        assertThat(InterfaceCounters.parse(NET_DEV))
                .containsExactly(
                        new InterfaceCounters("eth0", -1L, 2, 3, 4, 5, 6, 7, 8),
                        new InterfaceCounters("wlan0.2", 1, 2, 3, 4, 9, 10, 11, 12));
    }

    @Test
    void readsLoadMemoryUptimeProcessorAndTemperature() {
        assertThat(HostFiles.loadAverages("0.52 0.58 1.59 1/467 12345\n"))
                .isEqualTo(Map.of(1, 0.52, 5, 0.58, 15, 1.59));
        assertThat(HostFiles.memoryBytes("MemTotal:  2048 kB\nMemAvailable: 1024 kB\nHugePages_Total: 0\n"))
                .isEqualTo(Map.of("MemTotal", 2_097_152.0, "MemAvailable", 1_048_576.0));
        assertThat(HostFiles.uptimeSeconds("350735.47 234388.90\n")).isEqualTo(350_735.47);
        assertThat(HostFiles.cpuSeconds("cpu  100 20 300 4000\ncpu0 1 2 3 4\n"))
                .isEqualTo(Map.of("user", 1.0, "nice", 0.2, "system", 3.0, "idle", 40.0));
        assertThat(HostFiles.celsius("48312\n")).hasValue(48.312);
    }

    @Test
    void takesNothingFromFilesThatSayNothing() {
        assertThat(InterfaceCounters.parse("")).isEmpty();
        assertThat(HostFiles.loadAverages("")).isEmpty();
        assertThat(HostFiles.memoryBytes("nonsense")).isEmpty();
        assertThat(HostFiles.uptimeSeconds("")).isZero();
        assertThat(HostFiles.cpuSeconds("")).isEmpty();
        assertThat(HostFiles.celsius("")).isEmpty();
    }
}
