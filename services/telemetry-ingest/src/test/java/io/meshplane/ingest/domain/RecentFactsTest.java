package io.meshplane.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentFactsTest {
    private static final long REPEAT_MS = 600_000;

    private final RecentFacts facts = new RecentFacts(4, REPEAT_MS);

    @Test
    void aFactIsNewsUntilItWasTold() {
        assertThat(facts.isNews(1, 7, 1_000)).isTrue();

        facts.told(1, 7, 1_000);

        assertThat(facts.isNews(1, 7, 1_000 + REPEAT_MS - 1)).isFalse();
        assertThat(facts.isNews(1, 8, 1_000)).as("another value").isTrue();
        assertThat(facts.isNews(1, 7, 1_000 + REPEAT_MS))
                .as("told too long ago")
                .isTrue();
        assertThat(facts.isNews(1, 7, 999)).as("the clock went back").isTrue();
    }

    @Test
    void aFactThatWasPushedOutIsToldAgain() {
        facts.told(1, 7, 1_000);
        facts.told(5, 7, 1_000); // four slots: the same one

        assertThat(facts.isNews(1, 7, 1_001)).isTrue();
        assertThat(facts.isNews(5, 7, 1_001)).isFalse();
    }

    @Test
    void hashesTellOrderAndBoundariesApart() {
        assertThat(RecentFacts.hash("ab", "c"))
                .isNotEqualTo(RecentFacts.hash("a", "bc"))
                .isNotEqualTo(RecentFacts.hash("c", "ab"))
                .isEqualTo(RecentFacts.hash("ab", "c"));
        assertThat(RecentFacts.hash(1, 2)).isNotEqualTo(RecentFacts.hash(2, 1));
    }
}
