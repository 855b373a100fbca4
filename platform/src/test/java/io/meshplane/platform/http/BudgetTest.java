package io.meshplane.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget one = new Budget("key", 1);
    private final CompletableFuture<String> work = new CompletableFuture<>();

    @Test
    void takesUpToItsMaximum() {
        Budget budget = new Budget("key", 10);

        assertThat(budget.take(7)).isTrue();
        assertThat(budget.take(4)).isFalse();
        assertThat(budget.take(3)).isTrue();
        assertThat(budget.take(0)).isTrue();
        assertThat(budget.taken()).isEqualTo(10);
    }

    @Test
    void doesNotOverflow() {
        Budget budget = new Budget("key", Long.MAX_VALUE);

        assertThat(budget.take(Long.MAX_VALUE)).isTrue();
        assertThat(budget.take(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void refusesToTakeBackMoreThanItGave() {
        assertThatIllegalStateException().isThrownBy(() -> one.giveBack(1));
    }

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
                .isThrownBy(() -> new Budget("key", 0))
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
