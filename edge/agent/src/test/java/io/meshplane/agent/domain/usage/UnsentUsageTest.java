package io.meshplane.agent.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnsentUsageTest {
    private final UnsentUsage unsent = new UnsentUsage();

    @Test
    void sendsTheLatestValueUntilItIsAcknowledged() {
        unsent.observed(List.of(usage("a", 1)));
        unsent.observed(List.of(usage("a", 2)));

        assertThat(unsent.next(10)).containsExactly(usage("a", 2));
        assertThat(unsent.next(10)).containsExactly(usage("a", 2));
        unsent.acknowledged(List.of(usage("a", 2)));
        assertThat(unsent.next(10)).isEmpty();
    }

    @Test
    void goesOnWithAValueThatGrewWhileAnOlderOneWasUnderWay() {
        unsent.observed(List.of(usage("a", 1)));
        List<Usage> underWay = unsent.next(10);
        unsent.observed(List.of(usage("a", 2)));

        unsent.acknowledged(underWay);

        assertThat(unsent.next(10)).containsExactly(usage("a", 2));
    }

    @Test
    void keepsACounterThatIsGoneUntilItIsAcknowledged() {
        unsent.observed(List.of(usage("a", 1), usage("b", 1)));
        assertThat(unsent.observed(List.of(usage("a", 1)))).isTrue();
        assertThat(unsent.observed(List.of(usage("a", 2)))).isFalse();

        assertThat(unsent.next(10)).containsExactlyInAnyOrder(usage("a", 2), usage("b", 1));
        unsent.acknowledged(List.of(usage("b", 1)));

        assertThat(unsent.unacknowledged()).containsExactly(usage("a", 2));
    }

    @Test
    void losesNoneOfTooManyThatVanishBeforeTheirTurn() {
        List<Usage> all = IntStream.range(0, 2_500)
                .mapToObj(i -> usage("peer-" + i, i + 1))
                .toList();
        unsent.observed(all);
        unsent.observed(List.of());
        Map<Usage, Integer> times = new HashMap<>();

        for (int batch = 0; batch < 3; batch++) {
            List<Usage> next = unsent.next(1_000);
            next.forEach(one -> times.merge(one, 1, Integer::sum));
            unsent.acknowledged(next);
        }

        assertThat(times).hasSize(2_500).doesNotContainValue(2);
        assertThat(unsent.unacknowledged()).isEmpty();
    }

    @Test
    void bringsEveryCounterInTurnWhereThereAreTooManyAndNoneIsAcknowledged() {
        unsent.observed(IntStream.range(0, 2_500)
                .mapToObj(i -> usage("peer-" + i, i + 1))
                .toList());
        Map<Usage, Integer> times = new HashMap<>();

        for (int batch = 0; batch < 5; batch++) {
            unsent.next(1_000).forEach(one -> times.merge(one, 1, Integer::sum));
        }

        assertThat(times).hasSize(2_500);
        assertThat(times.values()).containsOnly(2);
    }

    @Test
    void takesACounterThatRestartedForAnotherOne() {
        unsent.observed(List.of(new Usage("a", null, 1, 100, 100)));
        unsent.observed(List.of(new Usage("a", null, 2, 5, 5)));

        assertThat(unsent.next(10)).hasSize(2);
    }

    @Test
    void goesOnWhereAnEarlierStartEnded() {
        unsent.load(List.of(usage("gone", 7), usage("there", 3)));
        unsent.observed(List.of(usage("there", 4)));

        assertThat(unsent.next(10)).containsExactlyInAnyOrder(usage("gone", 7), usage("there", 4));
    }

    private static Usage usage(String name, long bytes) {
        return new Usage(name, "peer", 1, bytes, bytes);
    }
}
