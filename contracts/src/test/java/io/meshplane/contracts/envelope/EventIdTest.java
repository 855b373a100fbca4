package io.meshplane.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventIdTest {
    @Test
    void sameCausesGiveTheSameId() {
        assertThat(EventId.derivedFrom("node", "a", "1")).isEqualTo(EventId.derivedFrom("node", "a", "1"));
    }

    @Test
    void causesDoNotRunTogether() {
        assertThat(EventId.derivedFrom("ab", "c")).isNotEqualTo(EventId.derivedFrom("a", "bc"));
        assertThat(EventId.derivedFrom("a", "")).isNotEqualTo(EventId.derivedFrom("a"));
        assertThat(EventId.derivedFrom("1:a", "b")).isNotEqualTo(EventId.derivedFrom("a", "b"));
    }

    @Test
    void nothingHappensWithoutACause() {
        assertThatThrownBy(EventId::derivedFrom).isInstanceOf(IllegalArgumentException.class);
    }
}
