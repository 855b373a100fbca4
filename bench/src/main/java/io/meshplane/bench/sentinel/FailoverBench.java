package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Pairs of real processes behind names; the one that serves is killed or paused, and each system's own name server is asked until it
 * no longer answers the dead one and answers the other. All systems look at the same processes at the same time.
 */
final class FailoverBench {
    private static final String PART = "failover";
    private static final int PAIRS = 5;
    private static final int VANTAGES = 3;
    private static final long STAGGER_MS = 370;
    private static final double MEDIAN_GOAL = 0.9;
    private static final double P99_GOAL = 1.5;
    private static final Map<String, String> SETTINGS = Map.of(
            "MESHPLANE_PROBE_PERIOD", "500ms",
            "MESHPLANE_PROBE_DEADLINE", "300ms",
            "MESHPLANE_PROBE_RECHECK_AFTER", "50ms",
            "MESHPLANE_JUDGEMENT_HOLD_DOWN", "1s");

    private final Path checkout;
    private final int rounds;
    private final Consumer<String> progress;

    /** @param checkout whose build is measured */
    FailoverBench(Path checkout, int rounds, Consumer<String> progress) {
        this.checkout = checkout;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** How a member falls. */
    private enum Fall {
        KILLED("killed"),
        HUNG("hung (SIGSTOP)");

        private final String words;

        Fall(String words) {
            this.words = words;
        }
    }

    /** Measures; leaves no process behind. */
    List<Comparison> measure() throws Unusable, InterruptedException {
        try (Guard guard = Guard.begin();
                NameServerProcess knot = Knot.start(guard);
                Stores stores = Stores.start(checkout, guard, List.of("issuer"));
                Closing closing = new Closing()) {
            int port = Programs.freePort();
            progress.accept("failover: starting " + 2 * PAIRS + " backends and " + VANTAGES + " sentinels");
            List<List<BackendProcess>> pairs = pairs(guard, port, closing);
            Map<String, PoolConfigured> pools = new LinkedHashMap<>();
            for (int i = 0; i < PAIRS; i++) {
                pools.put(BenchPool.key(i), BenchPool.of(i, addresses(pairs.get(i)), port, VANTAGES));
            }
            stores.publish(Topics.POOLS, pools);
            closing.add(Sentinels.start(VANTAGES, checkout, stores, guard, knot.port(), SETTINGS));
            List<Contestant> contestants = contestants(guard, pairs, port, knot, closing);
            List<Comparison> figures = new ArrayList<>();
            for (Fall fall : Fall.values()) figures.addAll(measure(fall, pairs, contestants));
            return figures;
        } catch (IOException failure) {
            throw new Unusable(Unusable.FAILED, "failover: " + failure);
        }
    }

    private static List<List<BackendProcess>> pairs(Guard guard, int port, Closing closing)
            throws IOException, InterruptedException, Unusable {
        List<List<BackendProcess>> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            List<BackendProcess> pair = new ArrayList<>();
            for (int side = 1; side <= 2; side++) {
                String address = "127.53." + i + "." + side;
                pair.add(closing.add(BackendProcess.start("backend-" + i + "-" + side, guard, port, List.of(address))));
            }
            pairs.add(pair);
        }
        return pairs;
    }

    private static List<String> addresses(List<BackendProcess> pair) {
        return pair.stream().map(BackendProcess::address).toList();
    }

    /** A system under a setting, with the server that answers for it. */
    private record Contestant(String name, NameServerProcess server, boolean isOurs) {
        String question(int pair) {
            return isOurs ? BenchPool.record(pair) : Peer.name(pair);
        }
    }

    private static List<Contestant> contestants(
            Guard guard, List<List<BackendProcess>> pairs, int port, NameServerProcess knot, Closing closing)
            throws IOException, InterruptedException, Unusable {
        List<List<String>> groups = pairs.stream().map(FailoverBench::addresses).toList();
        Map<String, Setting> gdnsd = new LinkedHashMap<>();
        gdnsd.put("http, every 2 s, 2 failures", new Setting(Look.HTTP, 2, 1, 2, 3));
        gdnsd.put("tcp, every 2 s, 1 failure", new Setting(Look.TCP, 2, 1, 1, 1));
        Map<String, Setting> powerDns = new LinkedHashMap<>();
        powerDns.put("http, every 5 s (default)", new Setting(Look.HTTP, 5, 2, 1, 1));
        powerDns.put("http, every 1 s", new Setting(Look.HTTP, 1, 1, 1, 1));
        powerDns.put("tcp, every 1 s", new Setting(Look.TCP, 1, 1, 1, 1));
        List<Contestant> all = new ArrayList<>(List.of(new Contestant("sentinel", knot, true)));
        for (Peer peer : Peer.values()) {
            if (!peer.isInstalled()) continue;
            Map<String, Setting> settings = peer == Peer.GDNSD ? gdnsd : powerDns;
            int number = 0;
            for (Map.Entry<String, Setting> setting : settings.entrySet()) {
                String process = peer.program + "-" + number++;
                NameServerProcess server = closing.add(peer.start(process, guard, groups, port, setting.getValue()));
                all.add(new Contestant(peer.title + " " + setting.getKey(), server, false));
            }
        }
        return all;
    }

    private List<Comparison> measure(Fall fall, List<List<BackendProcess>> pairs, List<Contestant> contestants)
            throws Unusable, InterruptedException, IOException {
        Map<String, List<Double>> seconds = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            progress.accept("failover: " + fall.words + ", round " + round + " of " + rounds);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Map<String, Double>>> trials = new ArrayList<>();
                for (int i = 0; i < PAIRS; i++) {
                    int pair = i;
                    trials.add(threads.submit(() -> {
                        Thread.sleep(pair * STAGGER_MS);
                        return trial(fall, pair, pairs.get(pair), contestants, threads);
                    }));
                }
                for (Future<Map<String, Double>> trial : trials) {
                    trial.get()
                            .forEach((who, value) -> seconds.computeIfAbsent(who, name -> new ArrayList<>())
                                    .add(value));
                }
            } catch (ExecutionException e) {
                throw new Unusable(Unusable.FAILED, "failover: " + e.getCause());
            }
        }
        List<Sample> peers = new ArrayList<>();
        for (Contestant one : contestants) {
            if (!one.isOurs()) peers.add(new Sample(one.name(), seconds.getOrDefault(one.name(), List.of())));
        }
        Sample ours = new Sample("sentinel", seconds.getOrDefault("sentinel", List.of()));
        String what = "process " + fall.words + " to the right answer, ";
        String last = ", n=" + ours.size();
        return List.of(
                Comparison.atMost(PART, what + "median" + last, "s", MEDIAN_GOAL, ours.median(), beside(peers, 0.5)),
                Comparison.atMost(PART, what + "p99" + last, "s", P99_GOAL, ours.quantile(0.99), beside(peers, 0.99)));
    }

    private static List<Beside> beside(List<Sample> peers, double quantile) {
        return peers.stream()
                .map(peer -> new Beside(peer.who(), peer.quantile(quantile)))
                .toList();
    }

    private static Map<String, Double> trial(
            Fall fall, int pair, List<BackendProcess> hosts, List<Contestant> contestants, ExecutorService threads)
            throws IOException, InterruptedException, ExecutionException, Unusable {
        List<Watch> watches = new ArrayList<>();
        try {
            for (Contestant one : contestants) {
                watches.add(new Watch(one.name(), one.server().port(), one.question(pair)));
            }
            for (Watch watch : watches) watch.awaitServing(watch.isOf("sentinel") ? 1 : 2);
            Set<String> served = watches.getFirst().answers();
            BackendProcess victim = served.contains(hosts.getFirst().address()) ? hosts.getFirst() : hosts.getLast();
            long fell = System.nanoTime();
            if (fall == Fall.KILLED) victim.kill();
            else victim.pause();
            Map<String, Future<Double>> waits = new LinkedHashMap<>();
            for (Watch watch : watches) {
                waits.put(watch.who(), threads.submit(() -> watch.secondsUntilWithout(victim.address(), fell)));
            }
            Map<String, Double> seconds = new TreeMap<>();
            for (Map.Entry<String, Future<Double>> wait : waits.entrySet()) {
                seconds.put(wait.getKey(), wait.getValue().get());
            }
            if (fall == Fall.KILLED) victim.startAgain();
            else victim.goOn();
            return seconds;
        } finally {
            for (Watch watch : watches) watch.close();
        }
    }
}
