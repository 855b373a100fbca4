package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The buffer, the rules and the session together, with telemetry-ingest's native door on the other end of a socket. */
abstract class BufferReportingRig {
    static final Duration DEADLINE = Duration.ofSeconds(60);
    static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path data;

    final Vertx vertx = Vertx.vertx();
    final NodeKey key = NodeKey.generate();
    final NodeId node = NodeId.ofPublicKey(key.publicKey());
    final RecordingIngest server = new RecordingIngest(vertx, Map.of(node.value(), key.publicKey()));
    final Context context = vertx.getOrCreateContext();
    final List<Ingest> clients = new ArrayList<>();
    BufferReporting reporting;
    long next;

    @BeforeEach
    void makeOneThatIsNotOpened() {
        reporting = make(NEVER);
    }

    @AfterEach
    void stopEverything() throws Exception {
        get(vertx.close());
        assertThat(server.complaints).isEmpty();
    }

    List<String> lines() {
        return server.batches.stream().flatMap(batch -> batch.lines().stream()).toList();
    }

    List<UsageCounter> delivered() {
        return server.batches.stream().flatMap(batch -> batch.usage().stream()).toList();
    }

    List<Long> times() {
        return server.batches.stream()
                .flatMap(batch -> batch.times().stream())
                .sorted()
                .toList();
    }

    void awaitScrapes(int count) {
        Await.until(count + " scrapes", DEADLINE, () -> times().size() >= count);
        assertThat(times()).isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    void start(Duration batch) throws Exception {
        reporting = make(batch);
        onContext(() -> reporting.open(vertx, key, node));
        onContext(() -> {
            reporting.enrolled(new NodeFiles.Enrolment(node, "home", "GATEWAY"));
            return Future.succeededFuture();
        });
    }

    BufferReporting make(Duration batch) {
        NodeSettings settings = new NodeSettings(
                "attic",
                data,
                null,
                null,
                null,
                Duration.ofMillis(10),
                batch,
                1 << 20,
                BackOff.of(Duration.ofMillis(5), Duration.ofMillis(50)),
                "test");
        Ingest ingest = new Ingest(vertx, server.uri(), null, 2, 2_000, InstantSource.system());
        clients.add(ingest);
        return new BufferReporting(settings, ingest, false, InstantSource.system());
    }

    void restart(Duration batch) throws Exception {
        onContext(reporting::close);
        get(clients.getLast().close());
        start(batch);
    }

    /** A scrape whose time is its number. */
    void observe(List<UsageCounter> usage) throws Exception {
        long number = next++;
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            readings.add(Reading.of("series_" + i, (double) ((number * 2_654_435_761L * (i + 1)) % 1_000_003)));
        }
        Observation observation = new Observation(readings, List.of(), usage, 3, 100);
        onContext(() -> {
            reporting.observed(number, observation);
            return Future.succeededFuture();
        });
        onContext(() -> reporting.log(List.of())); // the disk does one thing after the other
    }

    void log(boolean urgent, String... lines) throws Exception {
        List<LogLine> all = new ArrayList<>();
        for (String line : lines) all.add(new LogLine(line.getBytes(StandardCharsets.UTF_8), urgent));
        onContext(() -> reporting.log(all));
    }

    Reporting.Status status() throws Exception {
        Promise<Reporting.Status> promise = Promise.promise();
        context.runOnContext(_ -> promise.complete(reporting.status()));
        return get(promise.future());
    }

    void onContext(Supplier<Future<?>> action) throws Exception {
        Promise<Object> promise = Promise.promise();
        context.runOnContext(_ -> action.get().<Object>map(x -> x).onComplete(promise));
        get(promise.future());
    }

    static UsageCounter usage(String name, long bytes) {
        return new UsageCounter(name, "peer", 1, bytes, bytes);
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
