package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters and counts that go with the batches: usage, and what the buffer gave up. */
class BufferReportingCountsTest extends BufferReportingRig {
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
}
