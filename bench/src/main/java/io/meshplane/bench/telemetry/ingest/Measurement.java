package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.process.ProcessUsage;
import io.meshplane.bench.process.ThreadUsage;
import io.meshplane.bench.stack.Stores;
import io.meshplane.bench.telemetry.ingest.IngestFigure.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One server under one load.
 *
 * @param key of the server
 * @param title of server and door
 * @param stores whose broker and database work for it; empty = none do
 * @param counter what the server says that it took; empty = it does not say
 * @param expectedCount what that should be at the end
 */
record Measurement(
        String key,
        String title,
        Server server,
        Spool spool,
        Door door,
        Optional<Stores> stores,
        Optional<Counter> counter,
        long expectedCount) {
    private static final Duration COUNT_LIMIT = Duration.ofSeconds(10);
    private static final long LOOK_MS = 200;
    private static final Duration CALM = Duration.ofMillis(500);
    private static final Duration CALM_LIMIT = Duration.ofSeconds(15);
    /** A server that uses less of a core is at rest. */
    private static final double CALM_CORES = 0.1;

    /** Reads a number from the server. */
    interface Counter {
        long now() throws IOException, InterruptedException;
    }

    /** CPU seconds so far, at some instant. */
    private record Clocks(long nanos, double server, double broker, double database, Map<Work, Double> work) {}

    /**
     * Warms up, lets the server come to rest, measures, and checks that the server counts what was sent.
     *
     * @param after time in which work that the server put off still counts
     */
    IngestFigure run(int warmUpMinutes, Duration after, Load.Identity identity)
            throws IOException, InterruptedException {
        Load load = new Load(spool, door, server.port(), identity);
        try {
            load.send(0, warmUpMinutes);
            awaitCalm();
            Clocks before = clocks();
            load.send(warmUpMinutes, spool.minutes());
            long wallNanos = System.nanoTime() - before.nanos();
            Thread.sleep(after);
            return figure(before, clocks(), wallNanos, warmUpMinutes, load.repeats());
        } catch (RefusedException refused) {
            return IngestFigure.without(
                    key,
                    door,
                    title,
                    refused.isNoDoor() ? Outcome.MISSING : Outcome.FAILED,
                    String.valueOf(refused.getMessage()));
        } catch (IOException broken) {
            String words = server.child().isAlive()
                    ? ""
                    : "; its process ended: " + server.child().lastWords();
            return IngestFigure.without(key, door, title, Outcome.FAILED, broken.getMessage() + words);
        }
    }

    /**
     * Waits until the server has done what it put off while it warmed up, compiling code and writing to disk among it: that is no part
     * of what is measured. Gives up on one that never rests.
     */
    private void awaitCalm() throws IOException, InterruptedException {
        long end = System.nanoTime() + CALM_LIMIT.toNanos();
        double busy;
        do {
            double before = ProcessUsage.of(server.child().pid()).cpuSeconds();
            long start = System.nanoTime();
            Thread.sleep(CALM);
            busy = (ProcessUsage.of(server.child().pid()).cpuSeconds() - before) / ((System.nanoTime() - start) / 1e9);
        } while (busy > CALM_CORES && System.nanoTime() < end);
    }

    private Clocks clocks() throws IOException {
        double broker = 0;
        double database = 0;
        if (stores.isPresent()) {
            broker = stores.get().brokerCpuSeconds();
            database = stores.get().databaseCpuSeconds();
        }
        double own = ProcessUsage.of(server.child().pid()).cpuSeconds();
        Map<Work, Double> work = stores.isEmpty()
                ? Map.of()
                : Work.by(ThreadUsage.of(server.child().pid()));
        return new Clocks(System.nanoTime(), own, broker, database, work);
    }

    private IngestFigure figure(Clocks before, Clocks now, long wallNanos, int warmUpMinutes, long repeats)
            throws IOException, InterruptedException {
        OptionalLong counted = counted();
        boolean wrong = counted.isPresent() && counted.getAsLong() != expectedCount;
        return new IngestFigure(
                key,
                door.key(),
                title,
                wrong ? Outcome.FAILED : Outcome.MEASURED,
                wrong ? "it counts " + counted.getAsLong() + ", not " + expectedCount : "",
                (long) spool.nodeCount() * (spool.minutes() - warmUpMinutes),
                spool.values(warmUpMinutes, spool.minutes()),
                spool.sizeBytes(warmUpMinutes, spool.minutes()),
                wallNanos / 1e9,
                now.server() - before.server(),
                now.broker() - before.broker(),
                now.database() - before.database(),
                difference(before.work(), now.work()),
                ProcessUsage.of(server.child().pid()).peakRssBytes(),
                repeats,
                counted,
                expectedCount);
    }

    private static Map<Work, Double> difference(Map<Work, Double> before, Map<Work, Double> now) {
        Map<Work, Double> seconds = new HashMap<>();
        now.forEach((work, cpu) -> seconds.put(work, Math.max(0, cpu - before.getOrDefault(work, 0.0))));
        return seconds;
    }

    /** As soon as it is what is expected, else what it is after some seconds: some servers count late. */
    private OptionalLong counted() throws IOException, InterruptedException {
        if (counter.isEmpty()) return OptionalLong.empty();
        long end = System.nanoTime() + COUNT_LIMIT.toNanos();
        long count = counter.get().now();
        while (count != expectedCount && System.nanoTime() < end) {
            Thread.sleep(LOOK_MS);
            count = counter.get().now();
        }
        return OptionalLong.of(count);
    }
}
