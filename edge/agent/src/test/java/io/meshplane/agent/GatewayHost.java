package io.meshplane.agent;

import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.meshplane.testkit.telemetry.SampleSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway with forty peers, as the agent's own sources see one: files of proc and sys, a {@code wg}, and a babeld that pushes what
 * changes. With each tick the traffic of ten seconds has passed, and neighbours have come and gone.
 */
final class GatewayHost implements AutoCloseable {
    private static final int PEERS = 40;
    private static final String BANNER =
            "BABEL 1.0\nversion babeld-1.13.1\nhost gw\nmy-id 02:00:00:ff:fe:00:00:01\nok\n";

    private final Path root;
    private final long tickMs;
    private final int changesEachTick;
    private final RouterTelemetry telemetry = RouterTelemetry.of("gateway", 11);
    private final Random random = new Random(11);
    private final List<String> keys = new ArrayList<>();
    private final ServerSocket babeld = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    private final Thread ticking = new Thread(this::run, "gateway");
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private volatile boolean stopped;

    GatewayHost(Path root, long tickMs, int changesEachTick) throws IOException {
        this.root = root;
        this.tickMs = tickMs;
        this.changesEachTick = changesEachTick;
        for (int i = 0; i < PEERS; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            keys.add(Base64.getEncoder().encodeToString(key));
            link("wg" + i, 10 + i, "DEVTYPE=wireguard\n");
        }
        link("eth0", 3, "");
        file("proc/uptime", "3600.25 100.0\n");
        file("proc/sys/kernel/random/boot_id", "7b3a\n");
        file("proc/sys/net/netfilter/nf_conntrack_count", "510\n");
        file("sys/class/thermal/thermal_zone0/temp", "51000\n");
        file("proc/loadavg", "0.5 0.25 0.125 1/100 42\n");
        file("proc/stat", "cpu 100 0 0 900\n");
        file("proc/meminfo", "MemTotal: 100 kB\nMemAvailable: 50 kB\nMemFree: 20 kB\nCached: 10 kB\n");
        file("bin/wg", "#!/bin/sh\nexec cat " + root.resolve("dump") + "\n");
        if (!root.resolve("bin/wg").toFile().setExecutable(true)) throw new IOException("not executable");
        telemetry.scrape(new Scrape());
        ticking.setDaemon(true);
        ticking.start();
    }

    String babelSocket() {
        return "127.0.0.1:" + babeld.getLocalPort();
    }

    Path programs() {
        return root.resolve("bin");
    }

    /** Neighbours that came or went so far. */
    long neighbourChanges() {
        return changes.get();
    }

    /** Samples that the agent could have taken so far. */
    long ticks() {
        return ticks.get();
    }

    private void link(String name, int index, String type) throws IOException {
        String folder = "sys/class/net/" + name + "/";
        file(folder + "ifindex", index + "\n");
        file(folder + "operstate", "up\n");
        file(folder + "carrier", "1\n");
        file(folder + "carrier_changes", "2\n");
        file(folder + "uevent", type + "INTERFACE=" + name + "\nIFINDEX=" + index + "\n");
    }

    /** At once, as the kernel's files change. */
    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Path beside = Files.writeString(file.resolveSibling("." + file.getFileName()), text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run() {
        while (!stopped) {
            try (Socket agent = babeld.accept()) {
                OutputStream out = agent.getOutputStream();
                out.write(BANNER.getBytes(StandardCharsets.US_ASCII));
                InputStream in = agent.getInputStream();
                for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {} // monitor
                for (int i = 0; i < PEERS; i++) say(out, "add interface wg" + i + " up true ipv6 fe80::1\n");
                say(out, "ok\n");
                while (!stopped) tick(out);
            } catch (IOException e) {
                // the agent went
            }
        }
    }

    private void tick(OutputStream out) throws IOException {
        Scrape scrape = new Scrape();
        telemetry.scrape(scrape);
        scrape.write();
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < PEERS; i++)
            events.append(neighbour("change", 0x1000L + i, i, scrape.metric[i], scrape.rtt[i]));
        for (int i = 0; i < changesEachTick; i += 2) {
            long id = 0x9000 + changes.getAndAdd(2);
            events.append(neighbour("add", id, i % PEERS, 256, 1)).append(neighbour("flush", id, i % PEERS, 256, 1));
        }
        say(out, events.toString());
        ticks.incrementAndGet();
        try {
            TimeUnit.MILLISECONDS.sleep(tickMs); // the pace of the simulation
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private static String neighbour(String kind, long id, int peer, double metric, double rtt) {
        return String.format(
                Locale.ROOT,
                "%s neighbour %x address fe80::%x if wg%d reach ffff ureach 0000 rxcost 96 txcost 96 rtt %.3f rttcost"
                        + " 0 cost %d%n",
                kind,
                id,
                id,
                peer,
                rtt,
                (int) metric);
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        ticking.interrupt();
        babeld.close();
    }

    private final class Scrape implements SampleSink {
        private final long[][] counters = new long[PEERS][6];
        private final double[] metric = new double[PEERS];
        private final double[] rtt = new double[PEERS];

        @Override
        public void scrape(long timeMs) {}

        @Override
        public void count(Series series, long value) {
            int column = List.of(
                            "wg_rx_packets_total",
                            "wg_tx_packets_total",
                            "wg_rx_bytes_total",
                            "wg_tx_bytes_total",
                            "wg_rx_errors_total",
                            "wg_tx_dropped_total")
                    .indexOf(series.name());
            if (column >= 0) counters[peer(series)][column] = value;
        }

        @Override
        public void number(Series series, double value) {
            if (series.name().equals("babel_metric")) metric[peer(series)] = value;
            if (series.name().equals("babel_rtt_ms")) rtt[peer(series)] = value;
        }

        private static int peer(Series series) {
            return Integer.parseInt(
                    String.valueOf(series.labels().get("interface")).substring(2));
        }

        private void write() {
            StringBuilder devices = new StringBuilder();
            StringBuilder dump = new StringBuilder();
            for (int i = 0; i < PEERS; i++) {
                long[] one = counters[i];
                devices.append("wg%d: %d %d %d 0 0 0 0 0 %d %d 0 %d 0 0 0 0%n"
                        .formatted(i, one[2], one[0], one[4], one[3], one[1], one[5]));
                dump.append("wg%d\t%s\t%s\t51820\toff%n".formatted(i, keys.get(i), keys.get(i)));
                dump.append("wg%d\t%s\t(none)\t192.0.2.7:51820\tfd00::%d/128\t1781978390\t%d\t%d\t25%n"
                        .formatted(i, keys.get((i + 1) % PEERS), i, one[2], one[3]));
            }
            devices.append("eth0: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
            try {
                file("proc/net/dev", devices.toString());
                file("dump", dump.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
