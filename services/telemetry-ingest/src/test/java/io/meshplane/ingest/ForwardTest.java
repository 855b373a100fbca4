package io.meshplane.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.adapter.kafka.UploadConsumer;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store gets, whatever it answers. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@SuppressWarnings("NullAway.Init") // the framework and the first method set the fields
class ForwardTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int UPLOADS = 60;
    private static final int SAMPLES = 2 * 3 * UPLOADS;

    @Inject
    ForwardFlow forward;

    @Inject
    MeterRegistry meters;

    private final String network = Operators.freshNetwork();
    private final String node = "n" + UUID.randomUUID();
    private final String store = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(10_000);
    private WriteReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new WriteReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void everyValueArrivesOnceAndInOrder() {
        try (UploadConsumer lane = forward.open(store, new StoreOf(receiver.url()))) {
            lane.start();
            uploads(0, UPLOADS);

            allArrivedOnce();
        }
    }

    @Test
    void whateverFailsIsTriedAgain() {
        receiver.answerNext(500, 503, 429, 500, 502);
        try (UploadConsumer lane = forward.open(store, new StoreOf(receiver.url()))) {
            uploads(0, UPLOADS / 2);
            lane.start();
            Await.until("half arrived", SOON, () -> receiver.of(node).size() == SAMPLES / 2);
            receiver.goDown();
            uploads(UPLOADS / 2, UPLOADS);
            receiver.answerNext(500, 429);
            receiver.restore();

            allArrivedOnce();
        }
    }

    @Test
    void aStoreThatIsAwayDelaysNobodyElse() throws IOException {
        try (WriteReceiver away = new WriteReceiver();
                UploadConsumer waits = forward.open(store + "-away", new StoreOf(away.url()));
                UploadConsumer lane = forward.open(store, new StoreOf(receiver.url()))) {
            away.goDown();
            waits.start();
            lane.start();
            uploads(0, UPLOADS);

            allArrivedOnce();
            assertThat(away.of(node)).isEmpty();
            away.restore();
            Await.until(
                    "all of it arrived there, too", SOON, () -> away.of(node).size() == SAMPLES);
        }
    }

    @Test
    void aSlowStoreThatThenFailsIsWaitedForWithFewUploadsInHandAndDelaysNobodyElse() throws IOException {
        int inHand = 5;
        try (WriteReceiver slow = new WriteReceiver();
                UploadConsumer waits =
                        forward.open(store + "-slow", StoreOf.patient(slow.url(), Duration.ofMinutes(2), inHand));
                UploadConsumer lane = forward.open(store, new StoreOf(receiver.url()))) {
            slow.hold();
            waits.start();
            lane.start();
            uploads(0, UPLOADS);

            allArrivedOnce();
            Await.until("the slow one has a request", SOON, () -> slow.held() == 1);
            Await.until("it shows how far it is behind", SOON, () -> lagOf(store + "-slow") >= UPLOADS - inHand);
            slow.answerNext(429, 503, 503, 500);
            slow.release();
            Await.until(
                    "all of it arrived there, too", SOON, () -> slow.of(node).size() == SAMPLES);

            assertThat(slow.of(node).values()).containsOnly(1);
            assertThat(slow.disorderOf(node)).isEmpty();
            Await.until("it is no longer behind", SOON, () -> lagOf(store + "-slow") == 0);
        }
    }

    private double lagOf(String name) {
        return meters.get("forward.lag").tag("store", name).gauge().value();
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        try (UploadConsumer first = forward.open(store, new StoreOf(receiver.url()))) {
            first.start();
            uploads(0, UPLOADS / 2);
            Await.until("half arrived", SOON, () -> receiver.of(node).size() == SAMPLES / 2);
            Await.until("it is committed", SOON, () -> first.waitingSinceMs() == 0);
        }
        uploads(UPLOADS / 2, UPLOADS);
        try (UploadConsumer second = forward.open(store, new StoreOf(receiver.url()))) {
            second.start();

            allArrivedOnce();
        }
    }

    @Test
    void whatTheStoreRefusesGoesToTheDeadLettersAndNothingElse() {
        String refused = "n" + UUID.randomUUID();
        receiver.refuse(request -> request.getSymbolsList().contains(refused));
        try (UploadConsumer lane = forward.open(store, new StoreOf(receiver.url()))) {
            uploads(0, UPLOADS / 2);
            SeriesRecords.of(network, refused, start)
                    .at(start)
                    .counts("rx_bytes_total", 1)
                    .send("refused");
            uploads(UPLOADS / 2, UPLOADS);
            lane.start();

            allArrivedOnce();
            assertThat(KafkaProbe.awaitDeadLetter("telemetry-ingest", refused, SOON)
                            .headers()
                            .get("dead_reason"))
                    .startsWith("forward " + store + ": status 400");
            assertThat(receiver.of(refused)).isEmpty();
        }
    }

    @Test
    void anUploadThatIsLargerThanARequestIsCut() {
        try (UploadConsumer lane = forward.open(store, new StoreOf(receiver.url()))) {
            SeriesRecords large = SeriesRecords.of(network, node, start);
            Instant[] times = new Instant[170];
            long[] counts = new long[times.length];
            for (int i = 0; i < times.length; i++) {
                times[i] = start.plusSeconds(i);
                counts[i] = i;
            }
            large.at(times)
                    .counts("rx_bytes_total", counts)
                    .counts("tx_bytes_total", counts)
                    .send("large");
            lane.start();

            Await.until("all of it arrived", SOON, () -> receiver.of(node).size() == 2 * times.length);
            assertThat(receiver.of(node).values()).containsOnly(1);
        }
    }

    @Test
    void aStoreOnThisMachineIsNotAskedUnlessAllowed() {
        StoreOf forbidden = new StoreOf(receiver.url(), 100, false, Optional.empty());
        try (UploadConsumer lane = forward.open(store, forbidden)) {
            lane.start();
            uploads(0, 1);

            Await.until(
                    "it is tried",
                    SOON,
                    () -> forward.lanes().stream()
                            .anyMatch(state -> state.store().equals(store) && state.failures() > 2));
            assertThat(receiver.of(node)).isEmpty();
        }
    }

    /** Uploads of two scrapes of three series each. */
    private void uploads(int from, int to) {
        for (int i = from; i < to; i++) {
            SeriesRecords.of(network, node, start.plusSeconds(60L * i + 31))
                    .at(start.plusSeconds(60L * i), start.plusSeconds(60L * i + 30))
                    .counts("rx_bytes_total", 1000L * i, 1000L * i + 500)
                    .numbers("rtt_ms", "peer", "a", i, i + 0.5)
                    .numbers("rtt_ms", "peer", "b", -i, -i - 0.5)
                    .send("upload" + i);
        }
    }

    private void allArrivedOnce() {
        Await.until("every value arrived", SOON, () -> receiver.of(node).size() == SAMPLES);
        assertThat(receiver.of(node).values()).containsOnly(1);
        assertThat(receiver.disorderOf(node)).isEmpty();
        assertThat(receiver.of(node).keySet())
                .contains("{__name__=rx_bytes_total, network=" + network + ", node=" + node + "} "
                        + start.toEpochMilli() + " 0.0");
    }
}
