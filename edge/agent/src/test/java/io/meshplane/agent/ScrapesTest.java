package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.List;
import java.util.Objects;
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
    }

    private Batch close(long sequence) {
        return Objects.requireNonNull(scrapes.close(NODE, 1, sequence, 99, "v"));
    }

    private static Observation observation(long sentBytes, Reading... readings) {
        List<UsageCounter> usage = List.of(new UsageCounter("w0", null, 1, sentBytes, 0));
        return new Observation(List.of(readings), List.of(), usage, null, 1);
    }
}
