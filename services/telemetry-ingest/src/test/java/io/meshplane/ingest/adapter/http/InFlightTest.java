package io.meshplane.ingest.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight one = new InFlight("key", 1);
    private final CompletableFuture<String> work = new CompletableFuture<>();

    @Test
    void turnsAwayWhatIsOneTooMany() {
        admit();

        assertThat(second()).isEqualTo("turned away");
    }

    @Test
    void admitsTheNextWhenTheWorkIsDone() {
        admit();
        work.complete("done");

        assertThat(second()).isEqualTo("worked on");
    }

    @Test
    void admitsTheNextWhenTheWorkFails() {
        admit();
        work.completeExceptionally(new IllegalStateException("failed"));

        assertThat(second()).isEqualTo("worked on");
    }

    @Test
    void admitsTheNextWhenTheCallerHangsUp() {
        admit().cancel();

        assertThat(second()).isEqualTo("worked on");
    }

    @Test
    void refusesABoundOfNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InFlight("key", 0))
                .withMessageContaining("key");
    }

    private Cancellable admit() {
        return one.admit(Uni.createFrom().completionStage(work), () -> "turned away")
                .subscribe()
                .with(item -> {}, failure -> {});
    }

    private String second() {
        return one.admit(Uni.createFrom().item("worked on"), () -> "turned away")
                .await()
                .indefinitely();
    }
}
