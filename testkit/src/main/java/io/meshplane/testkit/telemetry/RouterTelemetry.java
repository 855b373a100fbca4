package io.meshplane.testkit.telemetry;

import io.meshplane.testkit.telemetry.SampleSink.Series;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A router as the reference describes one: ten series a peer, twenty of its own, a scrape each 10 s ± 20 %. The same seed gives
 * the same telemetry.
 */
public final class RouterTelemetry {
    private static final String[] PEER_COUNTERS = {
        "wg_rx_packets_total",
        "wg_tx_packets_total",
        "wg_rx_bytes_total",
        "wg_tx_bytes_total",
        "wg_rx_errors_total",
        "wg_tx_dropped_total"
    };

    private final Random random;
    private final boolean relay;
    private final List<Peer> peers = new ArrayList<>();
    private final Host host;
    private final double diurnal;
    private long timeMs;

    /** @param diurnal how much people do at that hour: 0.12 at night, 0.82 in the evening */
    public RouterTelemetry(long seed, int peerCount, boolean relay, double diurnal) {
        random = new Random(seed);
        this.relay = relay;
        this.diurnal = diurnal;
        timeMs = 1_781_978_000_000L + random.nextInt(10_000);
        for (int i = 0; i < peerCount; i++) peers.add(new Peer(i));
        host = new Host(random);
    }

    /** In the evening; role gateway has 40 peers, relay 6, client 2. */
    public static RouterTelemetry of(String role, long seed) {
        return switch (role) {
            case "gateway" -> new RouterTelemetry(seed, 40, false, 0.8);
            case "relay" -> new RouterTelemetry(seed, 6, true, 0.8);
            default -> new RouterTelemetry(seed, 2, false, 0.8);
        };
    }

    /** The next scrape. */
    public void scrape(SampleSink sink) {
        long elapsed = 8_000L + random.nextInt(4_001);
        timeMs += elapsed;
        for (Peer peer : peers) peer.tick(elapsed);
        if (relay) carryUpstream();
        sink.scrape(timeMs);
        for (Peer peer : peers) peer.write(sink);
        long[] sums = new long[4];
        for (Peer peer : peers) for (int i = 0; i < 4; i++) sums[i] += peer.moved[i];
        host.write(sink, elapsed, sums);
    }

    /** The first peer carries what all others exchange, the other way round. */
    private void carryUpstream() {
        Peer up = peers.getFirst();
        for (Peer peer : peers.subList(1, peers.size())) {
            for (int i = 0; i < 4; i++) up.moved[i ^ 1] += peer.moved[i];
        }
        up.count();
        for (Peer peer : peers.subList(1, peers.size())) peer.count();
    }

    /** A value with so many decimals, as a decimal text would give it. */
    static double decimal(double value, double unit) {
        return Math.rint(value * unit) / unit;
    }

    private final class Peer {
        private final Household household = new Household(random);
        private final Series[] ids = new Series[10];
        private final long[] totals = new long[6];
        private final double baseRtt = 1 + 14 * random.nextDouble();
        private final int baseSignal = -58 - random.nextInt(28);
        private long helloPhase = random.nextInt(4_000);
        private long handshakePhase = random.nextInt(120_000);
        private double rtt = baseRtt;
        private double signal = baseSignal;
        private int metric = 96 + random.nextInt(250);
        /** Packets and bytes received and sent in the scrape. */
        final long[] moved = new long[4];

        private final boolean upstream;

        Peer(int index) {
            upstream = relay && index == 0;
            byte[] bits = new byte[6];
            random.nextBytes(bits);
            String hex = HexFormat.of().formatHex(bits);
            String address = "fd00:" + hex.substring(0, 4) + ":" + hex.substring(4, 8) + ":" + hex.substring(8) + "::1";
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("interface", "wg" + index);
            labels.put("peer", address);
            for (int i = 0; i < 6; i++) ids[i] = new Series(PEER_COUNTERS[i], labels);
            ids[6] = new Series("babel_rtt_ms", labels);
            ids[7] = new Series("babel_metric", labels);
            ids[8] = new Series("babel_loss_ratio", labels);
            ids[9] = new Series("wifi_signal_dbm", labels);
            for (int i = 0; i < 2; i++) totals[i] = 1_000_000L + random.nextInt(200_000_000);
            for (int i = 2; i < 4; i++) totals[i] = totals[i - 2] * 32 * (5 + random.nextInt(30));
            totals[4] = random.nextInt(40);
            totals[5] = random.nextInt(3_000);
        }

        void tick(long elapsed) {
            if (!upstream) household.tick(random, diurnal);
            long hellos = (helloPhase + elapsed) / 4_000;
            helloPhase = (helloPhase + elapsed) % 4_000;
            long handshakes = (handshakePhase + elapsed) / 120_000;
            handshakePhase = (handshakePhase + elapsed) % 120_000;
            for (int i = 0; i < 2; i++) {
                int chatter = poisson(0.6);
                moved[i] = hellos + chatter + handshakes + (i == 0 ? household.packetsUp : household.packetsDown);
                moved[i + 2] = hellos * 128 + handshakes * (i == 0 ? 92 : 148);
                for (int k = 0; k < chatter; k++) moved[i + 2] += 16L * (4 + random.nextInt(14));
                moved[i + 2] += i == 0 ? household.bytesUp : household.bytesDown;
            }
            if (!relay) count();
            if (random.nextInt(300) == 0) totals[4]++;
            if (random.nextInt(40) == 0) totals[5]++;
            rtt += 0.3 * (baseRtt - rtt) + (0.020 + 0.015 * baseRtt) * random.nextGaussian();
            signal += 0.3 * (baseSignal - signal) + 0.7 * random.nextGaussian();
            if (random.nextInt(10) == 0) metric = Math.max(96, metric + (int) Math.round(12 * random.nextGaussian()));
        }

        void count() {
            for (int i = 0; i < 4; i++) totals[i] += moved[i];
        }

        void write(SampleSink sink) {
            for (int i = 0; i < 6; i++) sink.count(ids[i], totals[i]);
            sink.number(ids[6], decimal(rtt, 1000));
            sink.number(ids[7], metric);
            sink.number(ids[8], random.nextInt(20) == 0 ? decimal((1 + random.nextInt(3)) * 0.062, 1000) : 0);
            sink.number(ids[9], Math.rint(signal));
        }
    }

    private int poisson(double mean) {
        return poisson(random, mean);
    }

    static int poisson(Random random, double mean) {
        double limit = StrictMath.exp(-mean);
        int k = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) k++;
        return k;
    }
}
