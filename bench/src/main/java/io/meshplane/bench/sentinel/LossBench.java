package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.sentinel.Comparison.Beside;
import io.meshplane.sentinel.domain.Thresholds;
import io.meshplane.simulation.sentinel.LossTrace;
import io.meshplane.simulation.sentinel.LossyWatch;
import io.meshplane.simulation.sentinel.PeerRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** False alarms on simulated traces of lost probes; the peers' rules are computed on the very same traces. */
final class LossBench {
    /** Three confirmations and two of three vantage points: less than what {@link FailoverBench} asks for. */
    private static final Thresholds THRESHOLDS = new Thresholds(3, 2, 2);

    private static final List<PeerRule> PEERS = List.of(
            new PeerRule("gdnsd rule, defaults (10 s, 10/10/20)", 10_000, 5_000, 10, 10, 20),
            new PeerRule("gdnsd rule, 2 s, 2/2/3", 2_000, 1_000, 2, 2, 3),
            new PeerRule("gdnsd rule, 2 s, 1/1/1", 2_000, 1_000, 1, 1, 1),
            new PeerRule("PowerDNS rule, defaults (5 s)", 5_000, 2_000, 1, 1, 1),
            new PeerRule("PowerDNS rule, 1 s", 1_000, 1_000, 1, 1, 1));

    private final int seeds;
    private final int days;
    private final Consumer<String> progress;

    LossBench(int seeds, int days, Consumer<String> progress) {
        this.seeds = seeds;
        this.days = days;
        this.progress = progress;
    }

    /** Kinds beside each other: each is one thread's work. */
    List<Comparison> measure() throws Unusable, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(LossTrace.Kind.values().length)) {
            List<Future<Comparison>> kinds = new ArrayList<>();
            for (LossTrace.Kind kind : LossTrace.Kind.values()) kinds.add(threads.submit(() -> measure(kind)));
            List<Comparison> figures = new ArrayList<>();
            for (Future<Comparison> kind : kinds) figures.add(kind.get());
            return figures;
        } catch (ExecutionException e) {
            throw new Unusable(Unusable.FAILED, "loss: " + e.getCause());
        }
    }

    private Comparison measure(LossTrace.Kind kind) {
        String words = switch (kind) {
            case RANDOM -> "2 % random loss";
            case BURSTS -> "2 % loss in correlated bursts";
        };
        long[] peers = new long[PEERS.size()];
        long falls = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            progress.accept("loss: " + days + " days of " + words + ", trace " + seed + " of " + seeds);
            falls += LossyWatch.run(LossyWatch.trace(kind, seed), THRESHOLDS, days)
                    .falls();
            for (int i = 0; i < peers.length; i++) {
                peers[i] += PEERS.get(i).falls(LossyWatch.trace(kind, seed), LossyWatch.members(), days);
            }
        }
        List<Beside> beside = new ArrayList<>();
        for (int i = 0; i < peers.length; i++)
            beside.add(new Beside(PEERS.get(i).name(), (double) peers[i]));
        String name = String.format(
                Locale.ROOT, "false alarms, %s and 200 ms jitter, %d x %d simulated days", words, seeds, days);
        return Comparison.atMost("loss", name, "", 0, (double) falls, beside);
    }
}
