package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
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
        InterfaceCounters.Table table = InterfaceCounters.parse(NET_DEV);

        assertThat(table.badLines()).isEqualTo(2);
        assertThat(table.rows())
                .containsExactly(
                        new InterfaceCounters("eth0", -1L, 2, 3, 4, 5, 6, 7, 8),
                        new InterfaceCounters("wlan0.2", 1, 2, 3, 4, 9, 10, 11, 12));
    }

    @Test
    void readsLoadMemoryUptimeProcessorAndTemperature() {
        assertThat(HostFiles.loadAverages("0.52 0.58 1.59 1/467 12345\n"))
                .isEqualTo(Map.of(1, 0.52, 5, 0.58, 15, 1.59));
        assertThat(HostFiles.memoryKibibytes("MemTotal:  2048 kB\nMemAvailable: 1024 kB\nHugePages_Total: 0\n"))
                .isEqualTo(Map.of("MemTotal", 2048.0, "MemAvailable", 1024.0));
        assertThat(HostFiles.uptimeSeconds("350735.47 234388.90\n")).isEqualTo(350_735.47);
        assertThat(HostFiles.cpuJiffies("cpu  100 20 300 4000\ncpu0 1 2 3 4\n"))
                .isEqualTo(Map.of("user", 100.0, "nice", 20.0, "system", 300.0, "idle", 4000.0));
        assertThat(HostFiles.celsius("48312\n")).hasValue(48.312);
    }

    @Test
    void takesNothingFromFilesThatSayNothing() {
        assertThat(InterfaceCounters.parse("").rows()).isEmpty();
        assertThat(HostFiles.loadAverages("")).isEmpty();
        assertThat(HostFiles.memoryKibibytes("nonsense")).isEmpty();
        assertThat(HostFiles.uptimeSeconds("")).isZero();
        assertThat(HostFiles.cpuJiffies("")).isEmpty();
        assertThat(HostFiles.celsius("")).isEmpty();
        assertThat(HostFiles.snmp("")).isEmpty();
        assertThat(HostFiles.single("")).isEmpty();
        assertThat(HostFiles.single("NaN")).isEmpty();
    }

    @Test
    void readsTheCountersOfTheProtocols() {
        String snmp = """
                Ip: Forwarding DefaultTTL InDiscards
                Ip: 1 64 17
                Udp: InDatagrams RcvbufErrors
                Udp: 5 3 9
                Tcp: RtoAlgorithm MaxConn
                Tcp: 1 -1
                """;

        assertThat(HostFiles.snmp(snmp))
                .isEqualTo(Map.of(
                        "Ip.Forwarding", 1.0,
                        "Ip.DefaultTTL", 64.0,
                        "Ip.InDiscards", 17.0,
                        "Tcp.RtoAlgorithm", 1.0,
                        "Tcp.MaxConn", -1.0));
    }

    @Test
    void takesTheFirstOfTwoRowsOfOneName() {
        String row = " eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";

        assertThat(InterfaceCounters.parse(row + row.replace(": 1", ": 9")).rows())
                .extracting(InterfaceCounters::receivedBytes)
                .containsExactly(1L);
    }

    @Test
    void neverThrowsOnDamagedFiles() {
        long seed = 1_000;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = (NET_DEV + "cpu 1 2 3\nMemFree: 4 kB\nIp: A B\nIp: 1 2\n").getBytes(StandardCharsets.ISO_8859_1);

        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(1, 60); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            String text = new String(damaged, StandardCharsets.ISO_8859_1);

            assertThat(InterfaceCounters.parse(text).rows())
                    .as("seed %d, round %d", seed, round)
                    .hasSizeLessThan(8);
            assertThat(HostFiles.snmp(text)).hasSizeLessThan(100);
            assertThat(HostFiles.memoryKibibytes(text)).hasSizeLessThan(8);
            assertThat(HostFiles.cpuJiffies(text)).hasSizeLessThan(9);
            assertThat(HostFiles.loadAverages(text)).hasSizeLessThan(4);
        }
    }
}
