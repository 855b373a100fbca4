package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.BatchDecoder;
import io.meshplane.telemetry.codec.Decoded;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScrapesTest {
    private static final NodeId NODE = new NodeId("nabcdefghijklmnopqrstuvwxyz");

    private final Scrapes scrapes = new Scrapes();

    @Test
    void alignsSeriesThatComeAndGo() {
        scrapes.add(10, observation(1, Reading.of("a", 1)));
        scrapes.add(20, observation(2, Reading.of("a", 2), Reading.of("b", "l", "x", 5)));
        scrapes.add(30, observation(3, Reading.of("b", "l", "x", 6)));

        Batch batch = close(1);

        assertThat(batch.metrics().sampledAtMs()).containsExactly(10, 20, 30);
        assertThat(batch.metrics().series().get(0).values()).containsExactly(1, 2, Double.NaN);
        assertThat(batch.metrics().series().get(1).values()).containsExactly(Double.NaN, 5, 6);
        assertThat(batch.usage()).extracting(UsageCounter::sentBytes).containsExactly(3L);
    }

    @Test
    void beginsEveryBatchEmpty() {
        scrapes.add(10, observation(1, Reading.of("a", 1)));
        close(1);
        scrapes.add(20, observation(2, Reading.of("b", 2)));

        Batch second = close(2);

        assertThat(second.metrics().sampledAtMs()).containsExactly(20);
        assertThat(second.metrics().series()).hasSize(1);
        assertThat(second.sequence()).isEqualTo(2);
    }

    @Test
    void makesNoBatchOfNothing() {
        assertThat(scrapes.close(NODE, 1, 1, 1, "v")).isNull();
    }

    @Test
    void keepsTheNewestCountersEvenWhenThereAreTooManyScrapes() {
        for (int i = 1; i <= 1_000; i++) scrapes.add(i, observation(i, Reading.of("a", i)));

        Batch batch = close(1);

        assertThat(batch.metrics().sampledAtMs()).hasSize(720);
        assertThat(batch.usage().getFirst().sentBytes()).isEqualTo(1_000);
        assertThat(scrapes.droppedScrapes()).isEqualTo(280);
    }

    @Test
    void takesNoMoreScrapesThanValuesFit() {
        for (int i = 1; i <= 60; i++) scrapes.add(i, observation(i, readings(2_000, "", i)));

        Batch batch = close(1);

        assertThat(batch.metrics().sampledAtMs()).hasSize(50);
        assertThat(scrapes.droppedScrapes()).isEqualTo(10);
        assertIngestTakes(batch);
    }

    @Test
    void countsTheNamesOfSeriesAsTheEventHasThem() {
        for (int i = 1; i <= 30; i++) scrapes.add(i, observation(i, readings(1_000, "x".repeat(800), i)));

        Batch batch = close(1);

        assertThat(batch.metrics().sampledAtMs()).hasSizeBetween(1, 29);
        assertIngestTakes(batch);
    }

    @Test
    void dropsAndCountsLinksThatAreTooMany() {
        List<LinkSample> links = IntStream.range(0, 1_200)
                .mapToObj(i -> new LinkSample("w0", "fe80::1", "fe80::2:" + Integer.toHexString(i), null, 96, null))
                .toList();
        scrapes.add(1, new Observation(List.of(), links, List.of(), null, 1));

        Batch batch = close(1);

        assertThat(batch.links()).isEqualTo(links.subList(0, 1_000));
        assertThat(scrapes.droppedLinks()).isEqualTo(200);
        assertIngestTakes(batch);
    }

    @Test
    void sendsEveryCounterInTurnWhereThereAreTooMany() {
        List<UsageCounter> all = IntStream.range(0, 2_500)
                .mapToObj(i -> new UsageCounter("w0", "peer-" + i, 1, i, 0))
                .toList();
        Map<UsageCounter, Integer> times = new HashMap<>();

        for (int sequence = 1; sequence <= 5; sequence++) {
            scrapes.add(sequence, new Observation(List.of(), List.of(), all, null, 1));
            Batch batch = close(sequence);
            assertIngestTakes(batch);
            batch.usage().forEach(one -> times.merge(one, 1, Integer::sum));
            if (sequence == 3) assertThat(times).hasSize(2_500);
        }

        assertThat(times.values()).containsOnly(2);
    }

    @Test
    void leavesOutMetricsThatDoNotCompress() {
        Random random = new Random(7);
        for (int i = 1; i <= 500; i++) {
            scrapes.add(
                    i,
                    observation(
                            i,
                            IntStream.range(0, 100)
                                    .mapToObj(n -> Reading.of("a" + n, random.nextDouble()))
                                    .toArray(Reading[]::new)));
        }

        Batch batch = close(1);

        assertThat(batch.metrics().sampledAtMs()).hasSize(500);
        Batch sent = assertIngestTakes(batch);
        assertThat(sent.metrics()).isEqualTo(MetricBlock.EMPTY);
        assertThat(sent.usage()).isEqualTo(batch.usage());
        assertThat(scrapes.droppedScrapes()).isEqualTo(500);
    }

    /** Within the limits that telemetry-ingest has for an upload. */
    private Batch assertIngestTakes(Batch batch) {
        Limits limits = new Limits(256 << 10, 2 << 20, 8 << 20, 20_000, 1024, 4_096, 20_000, 16, 110_000, 1024, 1024);
        Decoded decoded = BatchDecoder.decode(scrapes.encode(batch), limits);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).batch();
    }

    private static Reading[] readings(int count, String label, double value) {
        return IntStream.range(0, count)
                .mapToObj(i -> Reading.of("a", "l", label + i, value))
                .toArray(Reading[]::new);
    }

    private Batch close(long sequence) {
        return Objects.requireNonNull(scrapes.close(NODE, 1, sequence, 99, "v"));
    }

    private static Observation observation(long sentBytes, Reading... readings) {
        List<UsageCounter> usage = List.of(new UsageCounter("w0", null, 1, sentBytes, 0));
        return new Observation(List.of(readings), List.of(), usage, null, 1);
    }
}
