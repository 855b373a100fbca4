package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.CounterEpochs.Base;
import io.meshplane.agent.domain.CounterEpochs.Known;
import io.meshplane.agent.domain.CounterEpochs.Sight;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterEpochsTest {
    private static final CounterEpochs FIRST =
            CounterEpochs.none().advance("boot-1", List.of(sight(2, 1_000, 500)), CounterEpochsTest::isGone);

    @Test
    void staysInAnEpochWhileCountersGrow() {
        CounterEpochs next = FIRST.advance("boot-1", List.of(sight(2, 1_000, 501)), CounterEpochsTest::isGone);

        assertThat(next.epochOf("eth0")).isEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void whatAnInterfaceCarriedBeforeTheNodeCountedIsNobodysUsage() {
        assertThat(FIRST.baseOf("eth0")).isEqualTo(new Base(1_000, 500));

        CounterEpochs later = FIRST.advance("boot-1", List.of(sight(2, 1_700, 600)), CounterEpochsTest::isGone);

        assertThat(later.baseOf("eth0")).isEqualTo(new Base(1_000, 500));
        assertThat(CounterEpochs.ofText(later.toText())).isEqualTo(later);
    }

    @Test
    void peersThatAreSeenLaterThanInterfacesCarriedTheirBytesBefore() {
        CounterEpochs with =
                FIRST.advance("boot-1", List.of(sight(2, 1_000, 500), peer(77)), CounterEpochsTest::isGone);

        assertThat(with.baseOf("wg0/key")).isEqualTo(new Base(77, 77));
    }

    @Test
    void whatBeganWhileTheNodeWasOneCountsFromZero() {
        CounterEpochs counting = FIRST.advance("boot-1", List.of(peer(1)), CounterEpochsTest::isGone);

        CounterEpochs more = counting.advance(
                "boot-1",
                List.of(new Sight("eth1", 3, 10, 10), new Sight("wg0/other", 5, 20, 20)),
                CounterEpochsTest::isGone);
        CounterEpochs booted = counting.advance("boot-2", List.of(sight(2, 9, 9)), CounterEpochsTest::isGone);
        CounterEpochs restarted = counting.advance("boot-1", List.of(sight(2, 9, 9)), CounterEpochsTest::isGone);

        assertThat(more.baseOf("eth1")).isEqualTo(Base.ZERO);
        assertThat(more.baseOf("wg0/other")).isEqualTo(Base.ZERO);
        assertThat(booted.baseOf("eth0")).isEqualTo(Base.ZERO);
        assertThat(restarted.baseOf("eth0")).isEqualTo(Base.ZERO);
    }

    @Test
    void aNodeThatForgotGoesOnWhereTheCountersAre() {
        CounterEpochs lost =
                CounterEpochs.forgotten().advance("boot-1", List.of(sight(2, 1_000, 500)), CounterEpochsTest::isGone);

        assertThat(lost.baseOf("eth0")).isEqualTo(Base.ZERO);
    }

    @Test
    void anAgentThatBeganToCountAnewIsInAnotherEpoch() {
        CounterEpochs anew =
                CounterEpochs.none().advance("boot-1", List.of(sight(2, 9_000, 9_000)), CounterEpochsTest::isGone);

        assertThat(anew.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochWhenEitherCounterFalls() {
        CounterEpochs sentFell = FIRST.advance("boot-1", List.of(sight(2, 999, 500)), CounterEpochsTest::isGone);
        CounterEpochs receivedFell = FIRST.advance("boot-1", List.of(sight(2, 1_000, 0)), CounterEpochsTest::isGone);

        assertThat(sentFell.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
        assertThat(receivedFell.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochWhenTheInterfaceWasMadeAnewEvenIfItCountedFurther() {
        CounterEpochs next = FIRST.advance("boot-1", List.of(sight(9, 5_000, 5_000)), CounterEpochsTest::isGone);

        assertThat(next.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochWithEveryBootOfTheHost() {
        CounterEpochs next = FIRST.advance("boot-2", List.of(sight(2, 2_000, 2_000)), CounterEpochsTest::isGone);

        assertThat(next.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void givesEveryInterfaceItsOwnEpoch() {
        CounterEpochs two = FIRST.advance(
                "boot-1", List.of(sight(2, 1_000, 500), new Sight("eth1", 3, 0, 0)), CounterEpochsTest::isGone);

        assertThat(two.epochOf("eth0")).isNotEqualTo(two.epochOf("eth1"));
    }

    @Test
    void remembersAnInterfaceThatWasAwayForAWhile() {
        CounterEpochs back = FIRST.advance("boot-1", List.of(), CounterEpochsTest::isGone)
                .advance("boot-1", List.of(sight(2, 10, 10)), CounterEpochsTest::isGone);

        assertThat(back.epochOf("eth0")).isNotEqualTo(FIRST.epochOf("eth0"));
    }

    @Test
    void beginsAnEpochForAPeerThatWasRemovedAndAddedEvenIfItCountedFurther() {
        CounterEpochs with =
                FIRST.advance("boot-1", List.of(sight(2, 1_000, 500), peer(100)), CounterEpochsTest::isGone);
        CounterEpochs without = with.advance("boot-1", List.of(sight(2, 1_000, 500)), name -> name.contains("/"));

        CounterEpochs again =
                without.advance("boot-1", List.of(sight(2, 1_000, 500), peer(200)), CounterEpochsTest::isGone);

        assertThat(without.counters()).containsOnlyKeys("eth0");
        assertThat(again.epochOf("wg0/key")).isNotEqualTo(with.epochOf("wg0/key"));
        assertThat(again.epochOf("eth0")).isEqualTo(FIRST.epochOf("eth0"));
        assertThat(again.sameEpochs(with)).isFalse();
    }

    @Test
    void keepsTheEpochOfAPeerThatOneLookDidNotShow() {
        CounterEpochs with = FIRST.advance("boot-1", List.of(peer(100)), CounterEpochsTest::isGone);

        CounterEpochs again = with.advance("boot-1", List.of(), CounterEpochsTest::isGone)
                .advance("boot-1", List.of(peer(200)), CounterEpochsTest::isGone);

        assertThat(again.epochOf("wg0/key")).isEqualTo(with.epochOf("wg0/key"));
    }

    @Test
    void neverGivesAnEpochTwiceHoweverManyPeersComeAndGo() {
        Set<Long> epochs = new HashSet<>();
        CounterEpochs state = FIRST;
        for (int i = 0; i < 10_000; i++) {
            state = state.advance("boot-1", List.of(new Sight("wg0/" + i % 100, 5, i, i)), _ -> true);
            assertThat(epochs.add(state.epochOf("wg0/" + i % 100)))
                    .as("peer %d", i)
                    .isTrue();
            if (i % 1_000 == 0) state = CounterEpochs.ofText(state.toText());
        }

        assertThat(state.counters()).hasSize(1);
    }

    @Test
    void remembersABoundedNumberOfNamesAndForgetsNoneSilently() {
        List<Sight> many = IntStream.range(0, 5_000)
                .mapToObj(i -> new Sight("if" + i, i, 9, 9))
                .toList();
        CounterEpochs all = CounterEpochs.none().advance("boot-1", many, CounterEpochsTest::isGone);

        CounterEpochs none = all.advance("boot-1", List.of(), CounterEpochsTest::isGone);
        CounterEpochs back = none.advance("boot-1", many, CounterEpochsTest::isGone);

        assertThat(none.counters()).hasSize(4_096);
        for (Sight sight : many) {
            boolean remembered = none.counters().containsKey(sight.name());
            assertThat(back.epochOf(sight.name()) == all.epochOf(sight.name())).isEqualTo(remembered);
        }
    }

    @Test
    void readsTheTextOfAnAgentThatKnewNoPeers() {
        CounterEpochs old = CounterEpochs.ofText("boot-1\neth0 2 0 1000 500\n");

        assertThat(old.baseOf("eth0")).isEqualTo(Base.ZERO);
        assertThat(old.known()).isEqualTo(Known.ALL);
        assertThat(old.counters())
                .hasEntrySatisfying("eth0", seen -> assertThat(seen.sentBytes()).isEqualTo(1_000));
    }

    @Test
    void comparesCountersAsUnsigned() {
        CounterEpochs high = FIRST.advance("boot-1", List.of(sight(2, Long.MAX_VALUE, 500)), CounterEpochsTest::isGone);

        CounterEpochs higher =
                high.advance("boot-1", List.of(sight(2, Long.MIN_VALUE, 500)), CounterEpochsTest::isGone);

        assertThat(higher.epochOf("eth0")).isEqualTo(high.epochOf("eth0"));
    }

    @Test
    void survivesARestartOfTheAgentThroughItsText() {
        CounterEpochs restarted = FIRST.advance("boot-1", List.of(sight(2, 5, -1L)), CounterEpochsTest::isGone);

        CounterEpochs read = CounterEpochs.ofText(restarted.toText());

        assertThat(read).isEqualTo(restarted);
    }

    @Test
    void leavesOutDamagedLinesOfItsText() {
        assertThat(CounterEpochs.ofText(FIRST.toText() + "eth1 two 0 0\n\0\0\n"))
                .isEqualTo(FIRST);
        assertThat(CounterEpochs.ofText("")).isEqualTo(CounterEpochs.forgotten());
    }

    private static boolean isGone(String name) {
        return name.isEmpty(); // none is
    }

    private static Sight peer(long bytes) {
        return new Sight(CounterEpochs.peerName("wg0", "key"), 5, bytes, bytes);
    }

    private static Sight sight(int index, long sent, long received) {
        return new Sight("eth0", index, sent, received);
    }
}
