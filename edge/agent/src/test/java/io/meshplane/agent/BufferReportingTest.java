package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.domain.buffer.Note;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buffer, the rules and the session together, against telemetry-ingest's native door on the other end of a socket. */
class BufferReportingTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final NodeKey key = NodeKey.generate();
    private final NodeId node = NodeId.ofPublicKey(key.publicKey());
    private final RecordingIngest server = new RecordingIngest(vertx, Map.of(node.value(), key.publicKey()));
    private final Context context = vertx.getOrCreateContext();
    private final List<Ingest> clients = new ArrayList<>();
    private BufferReporting reporting;
    private long next;

    @BeforeEach
    void makeOneThatIsNotOpened() {
        reporting = make(NEVER);
    }

    @AfterEach
    void stopEverything() throws Exception {
        get(vertx.close());
        assertThat(server.complaints).isEmpty();
    }

    @Test
    void deliversEverythingOverOneConnectionAndOneSignIn() throws Exception {
        start(NEVER);
        for (int batch = 1; batch <= 5; batch++) {
            for (int i = 0; i < 6; i++) observe(List.of(usage("wg0", batch * 100L + i)));
            log(true, "line " + batch);
            awaitScrapes(batch * 6);
        }

        assertThat(lines()).containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
        assertThat(server.batches.getLast().usage()).containsExactly(usage("wg0", 505));
        assertThat(server.signIns).hasValue(1);
        assertThat(server.connections).hasValue(1);
        assertThat(server.batches.getFirst().selfContained()).isTrue();
        assertThat(server.batches.subList(1, server.batches.size())).noneMatch(ReceivedBatch::selfContained);
        assertThat(server.largestHead.get()).isLessThan(180);
    }

    @Test
    void deliversEverythingOnceWhateverGetsLost() throws Exception {
        server.loseRequest = 0.3;
        server.loseAnswer = 0.3;
        start(Duration.ofMillis(50));
        int attempts = 0;
        for (int i = 0; i < 300; i++) {
            observe(List.of());
            int before = attempts;
            if (i % 20 == 19) Await.until("another attempt", DEADLINE, () -> server.uploads.get() > before);
            if (i % 20 == 19) attempts = server.uploads.get();
            if (i % 60 == 59) server.forgetSessions();
            if (i % 70 == 69) restart(Duration.ofMillis(50));
        }

        awaitScrapes(300);

        assertThat(server.repeated).hasPositiveValue();
        assertThat(server.signIns.get()).isGreaterThan(4);
    }

    @Test
    void sendsTheSameContentByItselfWhereTheStateIsLost() throws Exception {
        start(Duration.ofMillis(50));
        for (int i = 0; i < 10; i++) observe(List.of());
        awaitScrapes(10);
        server.nextUploads.add(RecordingIngest.FORGET_STATE);

        observe(List.of());
        awaitScrapes(11);

        assertThat(server.stateMissing).hasValue(1);
        assertThat(server.batches.getLast().selfContained()).isTrue();
    }

    @Test
    void isLiveFirstAfterAnOutageWithTheBacklogBehindIt() throws Exception {
        server.uploadStatus = 503;
        start(Duration.ofMillis(100));
        for (int i = 0; i < 100; i++) {
            observe(List.of());
            int uploads = server.uploads.get();
            if (i % 10 == 9) Await.until("another attempt", DEADLINE, () -> server.uploads.get() > uploads);
        }

        server.uploadStatus = 204;
        awaitScrapes(100);

        ReceivedBatch firstBehind = server.batches.stream()
                .filter(ReceivedBatch::backlog)
                .findFirst()
                .orElseThrow();
        assertThat(server.batches.getFirst().backlog()).isFalse();
        assertThat(firstBehind.times().getFirst()).isLessThan(99);
        assertThat(status().lastError()).isEmpty();
    }

    @Test
    void keepsItsBatchesBehindACaptivePortal() throws Exception {
        server.uploadStatus = RecordingIngest.CAPTIVE_PORTAL;
        start(Duration.ofMillis(50));
        for (int i = 0; i < 10; i++) observe(List.of());
        Await.until("an error", DEADLINE, () -> !status().lastError().isEmpty());
        String error = status().lastError();

        server.uploadStatus = 204;
        awaitScrapes(10);

        assertThat(error).isEqualTo("200 not telemetry-ingest's answer");
    }

    @Test
    void goesOnBehindABatchThatIsRefused() throws Exception {
        server.nextUploads.add(400);
        start(Duration.ofMillis(50));
        observe(List.of());
        Await.until("refused", DEADLINE, () -> status().refusedBatches() == 1);

        observe(List.of());
        Await.until("the next one", DEADLINE, () -> !server.batches.isEmpty());

        assertThat(server.batches.getFirst().selfContained()).isTrue();
        assertThat(server.batches.getFirst().times()).containsExactly(1L);
    }

    @Test
    void flushesAnUrgentLineAtOnce() throws Exception {
        start(NEVER);

        log(true, "ERROR disk on fire");

        Await.until("the line", DEADLINE, () -> lines().contains("ERROR disk on fire"));
    }

    @Test
    void tellsOfALinkThatWentDownAtOnce() throws Exception {
        start(NEVER);

        onContext(() -> {
            reporting.linkDown("wlan0", "fe80::1");
            return Future.succeededFuture();
        });

        Await.until("a note", DEADLINE, () -> !server.batches.isEmpty());
        assertThat(server.batches.getFirst().notes())
                .extracting(Note::kind, Note::text)
                .containsExactly(tuple("link-down", "interface=wlan0 peer=fe80::1"));
    }

    @Test
    void sendsTheLastValueOfACounterThatIsGoneAlsoAfterARestart() throws Exception {
        server.uploadStatus = 503;
        start(Duration.ofMillis(50));
        observe(List.of(usage("wg0", 5), usage("wg1", 6)));
        observe(List.of(usage("wg0", 5), usage("wg1", 9)));
        observe(List.of(usage("wg0", 5)));
        restart(Duration.ofMillis(50));

        server.uploadStatus = 204;
        // usage goes with live batches, and those with what was sampled of late
        for (int scrapes = 4; !delivered().contains(usage("wg1", 9)) && scrapes < 50; scrapes++) {
            observe(List.of(usage("wg0", 5)));
            awaitScrapes(scrapes);
        }

        assertThat(delivered()).contains(usage("wg1", 9), usage("wg0", 5));
    }

    @Test
    void doesNotRepeatACounterThatIsAcknowledgedAndStands() throws Exception {
        start(Duration.ofMillis(50));
        for (int i = 0; i < 20; i++) {
            observe(List.of(usage("wg0", 5)));
            awaitScrapes(i + 1);
        }

        assertThat(delivered()).containsExactly(usage("wg0", 5));
    }

    @Test
    void saysHowManyScrapesTheFullBufferGaveUp() throws Exception {
        server.uploadStatus = 503;
        start(NEVER);
        for (int i = 0; i < 6_000; i++) observe(List.of());
        restart(Duration.ofMillis(100));

        server.uploadStatus = 204;
        observe(List.of());
        Await.until("a note", DEADLINE, () -> notes("samples-dropped") == 1);
        Await.until("the newest one", DEADLINE, () -> times().contains(6_000L));
        Await.until("all that is left", DEADLINE, () -> times().size() + lost() == 6_001);

        assertThat(lost()).isPositive();
        assertThat(notes("samples-dropped")).isEqualTo(1);
        assertThat(times()).doesNotHaveDuplicates();
    }

    private long lost() {
        return server.batches.stream()
                .flatMap(batch -> batch.notes().stream())
                .flatMap(note -> List.of(note.text().split(" ")).stream())
                .mapToLong(word -> Long.parseLong(word.split("=")[1]))
                .sum();
    }

    private long notes(String kind) {
        return server.batches.stream()
                .flatMap(batch -> batch.notes().stream())
                .filter(note -> note.kind().equals(kind))
                .count();
    }

    private List<String> lines() {
        return server.batches.stream().flatMap(batch -> batch.lines().stream()).toList();
    }

    private List<UsageCounter> delivered() {
        return server.batches.stream().flatMap(batch -> batch.usage().stream()).toList();
    }

    private List<Long> times() {
        return server.batches.stream()
                .flatMap(batch -> batch.times().stream())
                .sorted()
                .toList();
    }

    private void awaitScrapes(int count) {
        Await.until(count + " scrapes", DEADLINE, () -> times().size() >= count);
        assertThat(times()).isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    private void start(Duration batch) throws Exception {
        reporting = make(batch);
        onContext(() -> reporting.open(vertx, key, node));
        onContext(() -> {
            reporting.enrolled(new NodeFiles.Enrolment(node, "home", "GATEWAY"));
            return Future.succeededFuture();
        });
    }

    private BufferReporting make(Duration batch) {
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

    private void restart(Duration batch) throws Exception {
        onContext(reporting::close);
        get(clients.getLast().close());
        start(batch);
    }

    /** A scrape whose time is its number. */
    private void observe(List<UsageCounter> usage) throws Exception {
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

    private void log(boolean urgent, String... lines) throws Exception {
        List<LogLine> all = new ArrayList<>();
        for (String line : lines) all.add(new LogLine(line.getBytes(StandardCharsets.UTF_8), urgent));
        onContext(() -> reporting.log(all));
    }

    private Reporting.Status status() throws Exception {
        Promise<Reporting.Status> promise = Promise.promise();
        context.runOnContext(_ -> promise.complete(reporting.status()));
        return get(promise.future());
    }

    private void onContext(Supplier<Future<?>> action) throws Exception {
        Promise<Object> promise = Promise.promise();
        context.runOnContext(_ -> action.get().<Object>map(x -> x).onComplete(promise));
        get(promise.future());
    }

    private static UsageCounter usage(String name, long bytes) {
        return new UsageCounter(name, "peer", 1, bytes, bytes);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
