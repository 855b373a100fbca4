package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WirelessTest {
    private static final String PROC_NET_WIRELESS = """
            Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
             face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
             wlan0: 0000   54.  -56.  -256        0      0      0      0     23        0
             wlan1: 0000   70   200   161         0      0      0      0      0        0
              mesh: 0000    0     0     0         0      0      0      0      0        0
            """;
    private static final String STATION_DUMP = """
            Station 02:00:5e:10:00:01 (on mesh0)
            \tinactive time:\t10 ms
            \trx bytes:\t28334452
            \tsignal:  \t-61 [-64, -63] dBm
            \tsignal avg:\t-60 [-63, -62] dBm
            \ttx bitrate:\t144.4 MBit/s MCS 15 short GI
            Station dc:1d:44:95:76:30 (on mesh0)
            \tsignal:  \t-82 dBm
            """;

    @Test
    void readsTheKernelsTable() {
        assertThat(Wireless.signals(PROC_NET_WIRELESS)).isEqualTo(Map.of("wlan0", -56, "wlan1", -56));
    }

    @Test
    void readsTheStationsByTheirLinkLocalAddress() {
        assertThat(Wireless.stations(STATION_DUMP))
                .isEqualTo(Map.of("fe80::5eff:fe10:1", -61, "fe80::de1d:44ff:fe95:7630", -82));
    }

    @Test
    void writesAddressesAsRfc5952Wants() {
        assertThat(Wireless.linkLocal("02:00:00:00:00:00")).isEqualTo("fe80::ff:fe00:0");
        assertThat(Wireless.linkLocal("00:00:00:00:01:02")).isEqualTo("fe80::200:ff:fe00:102");
        assertThat(Wireless.linkLocal("ae:bb:cc:dd:00:01")).isEqualTo("fe80::acbb:ccff:fedd:1");
    }

    @Test
    void takesNothingFromTextsThatSayNothing() {
        assertThat(Wireless.signals("")).isEmpty();
        assertThat(Wireless.stations("command failed: No such device (-19)\n")).isEmpty();
        assertThat(Wireless.stations("\tsignal:  \t-61 dBm\n")).isEmpty();
    }

    @Test
    void neverThrowsOnDamagedTexts() {
        long seed = 80_211;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = (PROC_NET_WIRELESS + STATION_DUMP).getBytes(StandardCharsets.ISO_8859_1);

        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(1, 40); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            String text = new String(damaged, StandardCharsets.ISO_8859_1);

            assertThat(Wireless.signals(text).values())
                    .as("seed %d, round %d", seed, round)
                    .allMatch(dbm -> dbm < 0);
            assertThat(Wireless.stations(text)).hasSizeLessThan(4);
        }
    }
}
