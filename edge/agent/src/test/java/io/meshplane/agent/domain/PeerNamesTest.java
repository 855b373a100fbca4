package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerNamesTest {
    private final PeerNames names = new PeerNames(Map.of());

    @Test
    void asksOnceForAPeerThatIsNew() {
        assertThat(names.due(Set.of("a"), 0)).containsExactly("a");

        assertThat(names.answered(List.of("a"), Map.of("a", "n1"), 0)).isTrue();

        assertThat(names.due(Set.of("a"), 1)).isEmpty();
        assertThat(names.nodes()).containsExactly(Map.entry("a", "n1"));
    }

    @Test
    void asksAgainSoonForAKeyThatNobodyHasYet() {
        assertThat(names.answered(List.of("a"), Map.of(), 0)).isFalse();

        assertThat(names.due(Set.of("a"), PeerNames.UNKNOWN_FOR_MS - 1)).isEmpty();
        assertThat(names.due(Set.of("a"), PeerNames.UNKNOWN_FOR_MS)).containsExactly("a");
    }

    @Test
    void asksLessAndLessOftenForAKeyThatNobodyEverHas() {
        long nowMs = 0;
        int questions = 0;
        for (; nowMs < 24 * 3_600_000; nowMs += 60_000) {
            if (names.due(Set.of("a"), nowMs).isEmpty()) continue;
            names.answered(List.of("a"), Map.of(), nowMs);
            questions++;
        }

        assertThat(questions).isBetween(8, 10);
        assertThat(names.due(Set.of("a"), nowMs + PeerNames.KNOWN_FOR_MS)).containsExactly("a");
    }

    @Test
    void noticesAKeyThatMovedToAnotherNodeOrToNone() {
        names.answered(List.of("a", "b"), Map.of("a", "n1", "b", "n2"), 0);
        long later = PeerNames.KNOWN_FOR_MS;

        assertThat(names.due(Set.of("a", "b"), later)).containsExactlyInAnyOrder("a", "b");
        assertThat(names.answered(List.of("a", "b"), Map.of("a", "n3"), later)).isTrue();

        assertThat(names.nodes()).containsExactly(Map.entry("a", "n3"));
    }

    @Test
    void keepsTheNameOfAPeerThatIsAwayButNotTheQuestionAboutAStranger() {
        names.answered(List.of("a", "b"), Map.of("a", "n1"), 0);

        assertThat(names.due(Set.of(), 1)).isEmpty();

        assertThat(names.nodes()).containsOnlyKeys("a");
        assertThat(names.due(Set.of("a", "b"), 1)).containsExactly("b");
    }

    @Test
    void whatAnEarlierStartLearnedHoldsUntilItIsAskedForAgain() {
        PeerNames kept = new PeerNames(Map.of("a", "n1"));

        assertThat(kept.nodes()).containsExactly(Map.entry("a", "n1"));
        assertThat(kept.due(Set.of("a"), 0)).containsExactly("a");
    }

    @Test
    void asksForManyInGroupsAndComesToAnEnd() {
        Set<String> peers = IntStream.range(0, 150).mapToObj(i -> "k" + i).collect(Collectors.toSet());
        int questions = 0;
        for (List<String> due = names.due(peers, 0); !due.isEmpty(); due = names.due(peers, 0)) {
            assertThat(due).hasSizeLessThanOrEqualTo(PeerNames.KEYS_A_QUESTION);
            names.answered(due, Map.of(), 0);
            questions++;
        }

        assertThat(questions).isEqualTo(3);
    }

    @Test
    void ignoresWhatItDidNotAskFor() {
        names.answered(List.of("a"), Map.of("b", "n2"), 0);

        assertThat(names.nodes()).isEmpty();
    }

    @Test
    void namesOfPeersThatAreGoneTakeABoundedRoom() {
        for (int i = 0; i <= PeerNames.NAMES_MAX; i++) {
            names.answered(List.of("k" + i), Map.of("k" + i, "n"), 0);
        }

        names.due(Set.of("k0"), 1);

        assertThat(names.nodes()).hasSizeLessThanOrEqualTo(PeerNames.NAMES_MAX).containsKey("k0");
    }
}
