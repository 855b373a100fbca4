package io.meshplane.bench.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.telemetry.ingest.IngestFigure.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final int NODES = 20;
    private static final int MINUTES = 4;

    @TempDir
    private Path folder = Path.of("");

    private Spool spool() throws IOException {
        Spool spool = new Spool(folder.resolve("spool"));
        for (int node = 0; node < NODES; node++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                spool.add(node, (node + ":" + minute).getBytes(StandardCharsets.UTF_8), 10 + minute);
            }
        }
        return spool;
    }

    @Test
    void aSpoolKnowsWhatIsInIt() throws Exception {
        try (Spool spool = spool()) {
            assertThat(spool.nodeCount()).isEqualTo(NODES);
            assertThat(spool.minutes()).isEqualTo(MINUTES);
            assertThat(spool.values(1, 3)).isEqualTo(NODES * (11 + 12));
            assertThat(spool.sizeBytes(0, 1)).isEqualTo(10 * 3 + 10 * 4);
            assertThat(spool.body(13, 2)).asString().isEqualTo("13:2");
        }
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    @Test
    void everyUploadComesOnceAndThoseOfANodeInOrder() throws Exception {
        try (Spool spool = spool();
                FakeServer server = new FakeServer(upload -> 204)) {
            new Load(spool, Door.NATIVE, server.port(), node -> "Authorization: node " + node + "\r\n")
                    .send(1, MINUTES);

            assertThat(server.uploads()).hasSize(NODES * (MINUTES - 1));
            for (int node = 0; node < NODES; node++) {
                String who = "node " + node;
                assertThat(server.uploads().stream()
                                .filter(upload -> upload.authorization().equals(who))
                                .map(FakeServer.Seen::body))
                        .containsExactlyElementsOf(IntStream.range(1, MINUTES)
                                .mapToObj(minute -> who.substring(5) + ":" + minute)
                                .toList());
            }
        }
    }

    @Test
    void sendsAgainWhatAServerHadNoTimeFor() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (Spool spool = spool();
                FakeServer server = new FakeServer(upload -> requests.incrementAndGet() % 3 == 0 ? 503 : 200)) {
            Load load = new Load(spool, Door.REMOTE_WRITE_1, server.port(), node -> "");

            load.send(0, MINUTES);

            assertThat(server.uploads()).hasSize(NODES * MINUTES);
            assertThat(load.repeats()).isPositive();
        }
    }

    @Test
    void endsWithTheServersWordsWhenAnUploadIsRefused() throws Exception {
        try (Spool spool = spool();
                FakeServer server = new FakeServer(upload -> upload.body().startsWith("7:") ? 409 : 204)) {
            Load load = new Load(spool, Door.NATIVE, server.port(), node -> "");

            assertThatThrownBy(() -> load.send(0, MINUTES))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("409 no: 409");
        }
    }

    private static IngestFigure measure(Spool spool, FakeServer fake, long expected) throws Exception {
        try (Guard guard = Guard.begin();
                Child child = Child.start("fake", List.of("sleep", "600"), Map.of(), guard)) {
            Server server = new Server(child, fake.port(), fake.port());
            Measurement measurement = new Measurement(
                    "fake",
                    "Fake",
                    server,
                    spool,
                    Door.REMOTE_WRITE_1,
                    Optional.empty(),
                    Optional.of(() -> server.counter("fake_total", "a=\"b\"")),
                    expected);
            return measurement.run(1, Duration.ZERO, node -> "");
        }
    }

    @Test
    void countsWhatCameAfterTheWarmUp() throws Exception {
        try (Spool spool = spool();
                FakeServer fake = new FakeServer(upload -> 204)) {
            IngestFigure figure = measure(spool, fake, NODES * MINUTES);

            assertThat(figure.outcome()).isEqualTo(Outcome.MEASURED);
            assertThat(figure.uploads()).isEqualTo(NODES * (MINUTES - 1));
            assertThat(figure.values()).isEqualTo(spool.values(1, MINUTES));
            assertThat(figure.countedByServer()).hasValue(NODES * MINUTES);
            assertThat(figure.peakRssBytes()).isPositive();
        }
    }

    @Test
    void failsWhenAServerCountsAnotherNumber() throws Exception {
        try (Spool spool = spool();
                FakeServer fake = new FakeServer(upload -> 204)) {
            IngestFigure figure = measure(spool, fake, 1);

            assertThat(figure.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(figure.detail()).isEqualTo("it counts 80, not 1");
        }
    }

    @Test
    void aDoorThatIsNotThereIsMissingAndNoFailure() throws Exception {
        try (Spool spool = spool();
                FakeServer fake = new FakeServer(upload -> 404)) {
            assertThat(measure(spool, fake, 0).outcome()).isEqualTo(Outcome.MISSING);
        }
    }
}
