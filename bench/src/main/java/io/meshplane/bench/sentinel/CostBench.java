package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.ProcessUsage;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.process.ThreadUsage;
import io.meshplane.bench.sentinel.Comparison.Beside;
import io.meshplane.bench.sentinel.Peer.Look;
import io.meshplane.bench.sentinel.Peer.Setting;
import io.meshplane.bench.stack.Stores;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * CPU and memory of a process that asks so many web servers for a page. Ours is the whole service: it probes, tells Kafka each
 * observation, reads them back, judges, and looks after the records. The peers probe and answer.
 */
final class CostBench {
    private static final String PART = "cost";
    private static final int TARGETS = 1_000;
    private static final int MEMBERS = 16;
    private static final long WARM_UP_SECONDS = 40;
    private static final long PEER_WARM_UP_SECONDS = 8;
    private static final long SECONDS = 20;
    private static final double RATE_MIN = 0.98;
    private static final double MIB = 1 << 20;

    private final Path checkout;
    private final Consumer<String> progress;

    /** @param checkout whose build is measured */
    CostBench(Path checkout, Consumer<String> progress) {
        this.checkout = checkout;
        this.progress = progress;
    }

    /**
     * What a prober cost.
     *
     * @param share of a core, in percent
     * @param rate probes a second, as the targets counted them
     */
    private record Cost(double share, double mebibytes, double rate) {}

    List<Comparison> measure() throws Unusable, InterruptedException {
        try (Guard guard = Guard.begin()) {
            int port = Programs.freePort();
            try (BackendProcess farm = BackendProcess.start("farm", guard, port, addresses())) {
                List<Beside> shares = new ArrayList<>();
                List<Beside> memory = new ArrayList<>();
                for (Peer peer : Peer.values()) {
                    if (!peer.isInstalled()) continue;
                    Cost cost = peer(peer, guard, farm, port);
                    String who = peer.title + String.format(Locale.ROOT, " (%.0f probes/s)", cost.rate());
                    shares.add(new Beside(who, cost.share()));
                    memory.add(new Beside(who, cost.mebibytes()));
                }
                Cost thousand = ours(farm, port, TARGETS, 2);
                Cost tenThousand = ours(farm, port, 10 * TARGETS, 5);
                return List.of(
                        Comparison.atMost(
                                PART,
                                named("1,000 targets every 2 s", thousand),
                                "% of a core",
                                4,
                                thousand.share(),
                                shares),
                        Comparison.plain(
                                PART, "1,000 targets every 2 s, peak memory", "MiB", thousand.mebibytes(), memory),
                        Comparison.atMost(
                                PART,
                                named("10,000 targets every 5 s", tenThousand),
                                "% of a core",
                                20,
                                tenThousand.share(),
                                List.of()),
                        Comparison.atMost(
                                PART,
                                "10,000 targets every 5 s, peak memory",
                                "MiB",
                                256,
                                tenThousand.mebibytes(),
                                List.of()));
            }
        } catch (IOException failure) {
            throw new Unusable(Unusable.FAILED, "cost: " + failure);
        }
    }

    private static String named(String what, Cost cost) {
        return what + String.format(Locale.ROOT, " (%.0f probes/s)", cost.rate());
    }

    private static List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) addresses.add("127.61." + i / 250 + "." + (1 + i % 250));
        return addresses;
    }

    private Cost peer(Peer peer, Guard guard, BackendProcess farm, int port)
            throws IOException, InterruptedException, Unusable {
        progress.accept("cost: " + peer.title + ", 1,000 targets every 2 s");
        List<List<String>> groups = addresses().stream().map(List::of).toList();
        Setting setting = new Setting(Look.HTTP, 2, 1, 3, 2);
        try (NameServerProcess server = peer.start(peer.program + "-cost", guard, groups, port, setting)) {
            for (int i = 0; i < TARGETS; i++) { // PowerDNS begins with the first question
                try (DnsPoll poll = new DnsPoll(server.port(), Peer.name(i))) {
                    poll.addresses();
                }
            }
            return measure(server.child(), farm, PEER_WARM_UP_SECONDS);
        }
    }

    private Cost ours(BackendProcess farm, int port, int targets, int periodSeconds)
            throws IOException, InterruptedException, Unusable {
        progress.accept(String.format(Locale.ROOT, "cost: sentinel, %,d targets every %d s", targets, periodSeconds));
        try (Guard guard = Guard.begin();
                NameServerProcess knot = Knot.start(guard);
                Stores stores = Stores.start(checkout, guard, List.of("issuer"))) {
            stores.publish(Topics.POOLS, pools(targets, port));
            Map<String, String> settings = Map.of(
                    "MESHPLANE_PROBE_PERIOD", periodSeconds + "s",
                    "MESHPLANE_PROBE_DEADLINE", "1s",
                    "MESHPLANE_JUDGEMENT_OBSERVATION_AGE_LIMIT", "15s");
            try (Sentinels sentinels = Sentinels.start(1, checkout, stores, guard, knot.port(), settings)) {
                Cost cost = measure(sentinels.first(), farm, WARM_UP_SECONDS);
                double wanted = (double) targets / periodSeconds;
                if (cost.rate() < RATE_MIN * wanted) {
                    throw new Unusable(Unusable.FAILED, "cost: " + cost.rate() + " probes/s instead of " + wanted);
                }
                return cost;
            }
        }
    }

    private static Map<String, PoolConfigured> pools(int targets, int port) {
        List<String> addresses = addresses();
        Map<String, PoolConfigured> pools = new LinkedHashMap<>();
        for (int first = 0; first < targets; first += MEMBERS) {
            List<String> members = new ArrayList<>();
            for (int i = first; i < Math.min(first + MEMBERS, targets); i++) members.add(addresses.get(i % TARGETS));
            int number = pools.size();
            pools.put(BenchPool.key(number), BenchPool.of(number, members, port, 1));
        }
        return pools;
    }

    private Cost measure(Child prober, BackendProcess farm, long warmUpSeconds)
            throws IOException, InterruptedException {
        Thread.sleep(warmUpSeconds * 1_000);
        long servedBefore = farm.served();
        double cpuBefore = ProcessUsage.of(prober.pid()).cpuSeconds();
        Map<String, Double> threadsBefore = ThreadUsage.of(prober.pid());
        long begun = System.nanoTime();
        Thread.sleep(SECONDS * 1_000);
        double seconds = (System.nanoTime() - begun) / 1e9;
        ProcessUsage after = ProcessUsage.of(prober.pid());
        tellThreads(threadsBefore, ThreadUsage.of(prober.pid()), seconds);
        return new Cost(
                100 * (after.cpuSeconds() - cpuBefore) / seconds,
                after.peakRssBytes() / MIB,
                (farm.served() - servedBefore) / seconds);
    }

    /** Where the time goes. */
    private void tellThreads(Map<String, Double> before, Map<String, Double> after, double seconds) {
        Map<Double, String> most = new TreeMap<>();
        after.forEach((name, used) -> most.put(-(used - before.getOrDefault(name, 0.0)), name));
        List<String> words = most.entrySet().stream()
                .limit(5)
                .map(entry ->
                        String.format(Locale.ROOT, "%s %.1f %%", entry.getValue(), -100 * entry.getKey() / seconds))
                .toList();
        progress.accept("cost: " + String.join(", ", words));
    }
}
