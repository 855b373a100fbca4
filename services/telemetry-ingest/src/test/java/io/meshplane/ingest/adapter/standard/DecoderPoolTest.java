package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.platform.http.Budget;
import io.meshplane.testkit.Await;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecoderPoolTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SampleLimits LIMITS = new SampleLimits(10, 4, 64, 64, 1_000, 100);

    private final Budget budget = new Budget("budget", 1 << 20);
    private final DecoderPool pool = new DecoderPool(2, 3, () -> new Decoder(LIMITS, 1 << 20, 10, 1, budget));

    @Test
    void turnsAwayWhatIsMoreThanItsThreadsAndItsRow() {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> held = IntStream.range(0, 5)
                .mapToObj(i -> pool.submit(decoder -> Uni.createFrom().item(waited(go)))
                        .subscribe()
                        .asCompletionStage())
                .toList();

        assertThatThrownBy(() ->
                        pool.submit(decoder -> Uni.createFrom().item(1)).await().atMost(SOON))
                .isInstanceOf(RejectedExecutionException.class);

        go.countDown();
        held.forEach(one -> assertThat(one.join()).isTrue());
        assertThat(pool.submit(decoder -> Uni.createFrom().item(7)).await().atMost(SOON))
                .isEqualTo(7);
    }

    @Test
    void clearsTheDecoderOfWorkThatFails() {
        assertThatThrownBy(() -> pool.submit(decoder -> {
                            decoder.samples().text(new byte[] {'x'}, 0, 1);
                            throw new IllegalStateException("a bug");
                        })
                        .await()
                        .atMost(SOON))
                .isInstanceOf(IllegalStateException.class);

        for (int i = 0; i < 4; i++) {
            int left = pool.submit(decoder ->
                            Uni.createFrom().item(decoder.samples().texts().count()))
                    .await()
                    .atMost(SOON);
            assertThat(left).isZero();
        }
        Await.until("nothing is held", SOON, () -> budget.taken() == 0);
    }

    private static boolean waited(CountDownLatch go) {
        try {
            return go.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
