package io.meshplane.testkit.router;

import io.meshplane.testkit.telemetry.RouterLog;
import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.meshplane.testkit.telemetry.SampleSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A router as an agent's own sources see one: files of proc and sys, a {@code wg}, a log, and a babeld that pushes what changes. With
 * each tick the traffic of ten seconds has passed, and neighbours have come and gone.
 */
public final class RouterHost implements AutoCloseable {
    private static final int SEED = 11;
    private static final double TICKS_A_MINUTE = 6;
    private static final List<String> COUNTERS = List.of(
            "wg_rx_packets_total",
            "wg_tx_packets_total",
            "wg_rx_bytes_total",
            "wg_tx_bytes_total",
            "wg_rx_errors_total",
            "wg_tx_dropped_total");

    private final Path root;
    private final Duration tick;
    private final int changesEachTick;
    private final RouterTelemetry telemetry;
    private final RouterLog lines;
    private final List<Peer> peers = new ArrayList<>();
    private final ScriptedBabeld babeld;
    private final Thread ticking = new Thread(this::run, "router");
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private List<String> minute = List.of();
    private int said;
    private volatile boolean stopped;

    private static final class Peer {
        private final String key;
        private final long[] counters = new long[COUNTERS.size()];
        private double metric;
        private double rttMs;

        Peer(String key) {
            this.key = key;
        }
    }

    /**
     * Starts one.
     *
     * @param root an empty folder: of the file system whose proc and sys are read
     * @param role gateway (40 peers), relay (6) or client (2), with a log as busy as that
     * @param tick after which ten seconds have passed
     * @param changesEachTick neighbours that come or go with each tick
     */
    public RouterHost(Path root, String role, Duration tick, int changesEachTick) throws IOException {
        this.root = root;
        this.tick = tick;
        this.changesEachTick = changesEachTick;
        this.telemetry = RouterTelemetry.of(role, SEED);
        Random random = new Random(SEED);
        SampleSink first = new Scrape();
        telemetry.scrape(first);
        for (int i = 0; i < peers.size(); i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            peers.set(i, new Peer(Base64.getEncoder().encodeToString(key)));
            link("wg" + i, 10 + i, "DEVTYPE=wireguard\n");
        }
        this.lines = new RouterLog(SEED, peers.size(), role.equals("gateway") ? 1.4 : 0.3);
        link("eth0", 3, "");
        files();
        writeCounters();
        babeld = new ScriptedBabeld(root.resolve("babeld.sock"), peers.size());
        ticking.setDaemon(true);
        ticking.start();
    }

    /** Where babeld listens. */
    public Path babelSocket() {
        return root.resolve("babeld.sock");
    }

    /** Folder of its programs, for the front of PATH. */
    public Path programs() {
        return root.resolve("bin");
    }

    /** Its log file. */
    public Path log() {
        return root.resolve("router.log");
    }

    /** Neighbours that came or went so far. */
    public long neighbourChanges() {
        return changes.get();
    }

    /** How often ten seconds have passed. */
    public long ticks() {
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

    private void files() throws IOException {
        file("proc/uptime", "3600.25 100.0\n");
        file("proc/sys/kernel/random/boot_id", "7b3a\n");
        file("proc/sys/net/netfilter/nf_conntrack_count", "510\n");
        file("sys/class/thermal/thermal_zone0/temp", "51000\n");
        file("proc/loadavg", "0.5 0.25 0.125 1/100 42\n");
        file("proc/stat", "cpu 100 0 0 900\n");
        file("proc/meminfo", "MemTotal: 100 kB\nMemAvailable: 50 kB\nMemFree: 20 kB\nCached: 10 kB\n");
        file("router.log", "");
        file("bin/wg", "#!/bin/sh\nexec cat " + root.resolve("dump") + "\n");
        if (!root.resolve("bin/wg").toFile().setExecutable(true)) throw new IOException("not executable");
    }

    /** At once, as the kernel's files change. */
    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Path beside = Files.writeString(file.resolveSibling("." + file.getFileName()), text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run() {
        try {
            while (!stopped) {
                telemetry.scrape(new Scrape());
                writeCounters();
                writeLog();
                tellBabeld();
                ticks.incrementAndGet();
                TimeUnit.NANOSECONDS.sleep(tick.toNanos()); // the pace of the simulation
            }
        } catch (InterruptedException e) {
            // it is closed
        } catch (IOException e) {
            if (!stopped) throw new java.io.UncheckedIOException(e);
        }
    }

    private void tellBabeld() {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get(i);
            events.append(ScriptedBabeld.neighbour("change", 0x1000L + i, i, peer.metric, peer.rttMs));
        }
        if (!babeld.hears()) return;
        for (int i = 0; i < changesEachTick; i += 2) {
            long id = 0x9000 + changes.getAndAdd(2);
            int peer = i % peers.size();
            events.append(ScriptedBabeld.neighbour("add", id, peer, 256, 1))
                    .append(ScriptedBabeld.neighbour("flush", id, peer, 256, 1));
        }
        babeld.say(events.toString());
    }

    private void writeLog() throws IOException {
        int tickOfMinute = (int) (ticks.get() % TICKS_A_MINUTE);
        if (tickOfMinute == 0) {
            minute = lines.minutes(1).getFirst();
            said = 0;
        }
        int until = (int) Math.round(minute.size() * (tickOfMinute + 1) / TICKS_A_MINUTE);
        StringBuilder text = new StringBuilder();
        for (; said < until; said++) text.append(minute.get(said)).append('\n');
        Files.writeString(log(), text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private void writeCounters() throws IOException {
        StringBuilder devices = new StringBuilder();
        StringBuilder dump = new StringBuilder();
        for (int i = 0; i < peers.size(); i++) {
            long[] one = peers.get(i).counters;
            String key = peers.get(i).key;
            devices.append("wg%d: %d %d %d 0 0 0 0 0 %d %d 0 %d 0 0 0 0%n"
                    .formatted(i, one[2], one[0], one[4], one[3], one[1], one[5]));
            dump.append("wg%d\t%s\t%s\t51820\toff%n".formatted(i, key, key));
            dump.append("wg%d\t%s\t(none)\t192.0.2.7:51820\tfd00::%d/128\t1781978390\t%d\t%d\t25%n"
                    .formatted(i, peers.get((i + 1) % peers.size()).key, i, one[2], one[3]));
        }
        devices.append("eth0: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
        file("proc/net/dev", devices.toString());
        file("dump", dump.toString());
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        ticking.interrupt();
        babeld.close();
    }

    /** Takes what the telemetry says of each peer. */
    private final class Scrape implements SampleSink {
        @Override
        public void scrape(long timeMs) {}

        @Override
        public void count(Series series, long value) {
            int column = COUNTERS.indexOf(series.name());
            if (column >= 0) peer(series).counters[column] = value;
        }

        @Override
        public void number(Series series, double value) {
            if (series.name().equals("babel_metric")) peer(series).metric = value;
            if (series.name().equals("babel_rtt_ms")) peer(series).rttMs = value;
        }

        private Peer peer(Series series) {
            String name = String.valueOf(series.labels().get("interface"));
            int index = Integer.parseInt(name.substring(2));
            while (peers.size() <= index) peers.add(new Peer(""));
            return peers.get(index);
        }
    }
}
