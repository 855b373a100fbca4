package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.CounterEpochs.Sight;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterEpochsTest {
    private static final CounterEpochs FIRST = CounterEpochs.none().advance("boot-1", List.of(sight(2, 1_000, 500)));

    @Test
    void staysInAnEpochWhileCountersGrow() {
        CounterEpochs next = FIRST.advance("boot-1", List.of(sight(2, 1_000, 501)));

        assertThat(next.epochOf("eth0")).isEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochWhenEitherCounterFalls() {
        CounterEpochs sentFell = FIRST.advance("boot-1", List.of(sight(2, 999, 500)));
        CounterEpochs receivedFell = FIRST.advance("boot-1", List.of(sight(2, 1_000, 0)));

        assertThat(sentFell.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
        assertThat(receivedFell.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochWhenTheInterfaceWasMadeAnewEvenIfItCountedFurther() {
        CounterEpochs next = FIRST.advance("boot-1", List.of(sight(9, 5_000, 5_000)));

        assertThat(next.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochWithEveryBootOfTheHost() {
        CounterEpochs next = FIRST.advance("boot-2", List.of(sight(2, 2_000, 2_000)));

        assertThat(next.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void givesEveryInterfaceItsOwnEpoch() {
        CounterEpochs two = FIRST.advance("boot-1", List.of(sight(2, 1_000, 500), new Sight("eth1", 3, 0, 0)));

        assertThat(two.epochOf("eth0")).isNotEqualTo(two.epochOf("eth1"));
    }

    @Test
    void remembersAnInterfaceThatWasAwayForAWhile() {
        CounterEpochs back = FIRST.advance("boot-1", List.of()).advance("boot-1", List.of(sight(2, 10, 10)));

        assertThat(back.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void comparesCountersAsUnsigned() {
        CounterEpochs high = FIRST.advance("boot-1", List.of(sight(2, Long.MAX_VALUE, 500)));

        CounterEpochs higher = high.advance("boot-1", List.of(sight(2, Long.MIN_VALUE, 500)));

        assertThat(higher.epochOf("eth0")).isEqualTo(high.epochOf("eth0"));
    }

    @Test
    void survivesARestartOfTheAgentThroughItsText() {
        CounterEpochs restarted = FIRST.advance("boot-1", List.of(sight(2, 5, -1L)));

        CounterEpochs read = CounterEpochs.ofText(restarted.toText());

        assertThat(read).isEqualTo(restarted);
    }

    @Test
    void leavesOutDamagedLinesOfItsText() {
        assertThat(CounterEpochs.ofText("boot-1\neth0 2 0 1000 500\neth1 two 0 0\n\0\0\n"))
                .isEqualTo(FIRST);
        assertThat(CounterEpochs.ofText("")).isEqualTo(CounterEpochs.none());
    }

    private static Sight sight(int index, long sent, long received) {
        return new Sight("eth0", index, sent, received);
    }
}
