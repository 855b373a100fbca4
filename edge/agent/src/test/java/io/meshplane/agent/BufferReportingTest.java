package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.testkit.Await;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What arrives, and in which order, whatever happens on the way. */
class BufferReportingTest extends BufferReportingRig {
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
}
