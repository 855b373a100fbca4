package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.sentinel.Comparison.Beside;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.adapter.dns.NameServer;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.adapter.dns.UpdateOutcome;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.EpochMark;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Record changes a second into Knot: fenced, signed and each read back at the end; beside nsupdate, which sends one after the other. */
final class RecordsBench {
    private static final int CHANGES = 3_000;
    private static final int BY_NSUPDATE = 300;
    private static final int IN_FLIGHT = 64;
    private static final double GOAL = 1_000;
    private static final PoolKey POOL = new PoolKey(new NetworkId(BenchPool.NETWORK), new Label("p"));

    private final Consumer<String> progress;

    RecordsBench(Consumer<String> progress) {
        this.progress = progress;
    }

    List<Comparison> measure() throws Unusable, InterruptedException {
        try (Guard guard = Guard.begin();
                NameServerProcess knot = Knot.start(guard)) {
            NameServer server = new NameServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), knot.port()),
                    () -> Knot.TSIG,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60));
            progress.accept("records: " + CHANGES + " changes, " + IN_FLIGHT + " at once");
            List<DnsState> first = write(server, nothing("w", CHANGES), "192.0.2.1"); // the JVM warms up with it
            long begun = System.nanoTime();
            List<DnsState> second = write(server, first, "192.0.2.2");
            double rate = CHANGES / ((System.nanoTime() - begun) / 1e9);
            for (DnsState written : second) {
                ReadOutcome read = server.read(RecordNames.ofAddresses(written.record()));
                if (!read.equals(new ReadOutcome.Found(written))) {
                    throw new Unusable(Unusable.FAILED, "records: " + written.record() + " is not as written: " + read);
                }
            }
            return List.of(Comparison.atLeast(
                    "records",
                    "changes into Knot, each with prerequisites, " + IN_FLIGHT + " in flight",
                    "/s",
                    GOAL,
                    rate,
                    byNsupdate(guard, knot)));
        } catch (IOException failure) {
            throw new Unusable(Unusable.FAILED, "records: " + failure);
        }
    }

    private static List<DnsState> nothing(String prefix, int count) {
        List<DnsState> states = new ArrayList<>();
        for (int i = 0; i < count; i++) states.add(DnsState.nothing(new DnsName(prefix + i + "." + Knot.ZONE)));
        return states;
    }

    /** @return what the server must answer from then on */
    private static List<DnsState> write(NameServer server, List<DnsState> before, String address)
            throws InterruptedException, Unusable {
        Semaphore room = new Semaphore(IN_FLIGHT);
        List<Future<UpdateOutcome>> sent = new ArrayList<>();
        List<DnsState> after = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (DnsState state : before) {
                DnsUpdate update = update(state, address);
                after.add(update.after());
                room.acquire();
                sent.add(threads.submit(() -> {
                    try {
                        return server.update(update, Instant.now());
                    } finally {
                        room.release();
                    }
                }));
            }
            for (Future<UpdateOutcome> one : sent) {
                if (!(one.get() instanceof UpdateOutcome.Accepted)) {
                    throw new Unusable(Unusable.FAILED, "records: an update came to " + one.get());
                }
            }
        } catch (ExecutionException e) {
            throw new Unusable(Unusable.FAILED, "records: " + e.getCause());
        }
        return after;
    }

    private static DnsUpdate update(DnsState before, String address) {
        List<RecordSet> sets = List.of(new RecordSet(before.record().value(), RecordType.A, 30, List.of(address)));
        long epoch = before.mark().map(EpochMark::epoch).orElse(0L) + 1;
        return new DnsUpdate(
                new DnsName(Knot.ZONE),
                RecordNames.ofAddresses(before.record()),
                before,
                sets,
                EpochMark.of(epoch, epoch, POOL, null, sets));
    }

    /** The same messages, as scripts for nsupdate. */
    private List<Beside> byNsupdate(Guard guard, NameServerProcess knot)
            throws IOException, InterruptedException, Unusable {
        var program = NameServerProcess.program("nsupdate");
        if (program.isEmpty()) return List.of();
        progress.accept("records: " + BY_NSUPDATE + " changes by nsupdate");
        StringBuilder script = new StringBuilder("server 127.0.0.1 " + knot.port() + "\n");
        for (DnsState state : nothing("n", BY_NSUPDATE)) {
            script.append(String.join("\n", update(state, "192.0.2.1").script()))
                    .append('\n');
        }
        long begun = System.nanoTime();
        NameServerProcess.run(
                guard.folder(), script.toString(), List.of(program.get().toString(), "-v", "-y", Knot.nsupdateKey()));
        return List.of(new Beside("nsupdate, one after the other", BY_NSUPDATE / ((System.nanoTime() - begun) / 1e9)));
    }
}
