package io.meshplane.route.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceTest {
    @ParameterizedTest
    @CsvSource({
        "1900, 100, 500, 23.6788",
        "1900, 200, 340, 23.6217",
        "1900, 200, 360, 23.7784",
        "1000, 100, 500, 15.6096",
        "1000, 200, 340, 16.0532"
    })
    void scoresAsAlthea(int factor, long price, long metric, double score) {
        assertThat(new Balance(1, factor).score(price, metric)).isCloseTo(score, within(0.0001));
    }

    @Test
    void takesTheDearerWayOnlyIfItIsBetterByMoreThanTheFactorSays() {
        assertThat(Balance.USUAL.compare(200, 340, 100, 500)).isNegative();
        assertThat(Balance.USUAL.compare(200, 360, 100, 500)).isPositive();
        assertThat(new Balance(1, 1000).compare(200, 340, 100, 500)).isPositive();
    }

    @Test
    void comparesEqualScoresExactly() {
        Balance square = new Balance(1, 2000);

        assertThat(square.compare(400, 100, 100, 200)).isZero();
        assertThat(square.compare(4_000_000_000_001L, 1_000_000, 1_000_000_000_000L, 2_000_000))
                .isPositive();
        assertThat(square.compare(3_999_999_999_999L, 1_000_000, 1_000_000_000_000L, 2_000_000))
                .isNegative();
    }

    @Test
    void countsEveryPriceUpToTheFloorAlike() {
        assertThat(new Balance(10, 1900).compare(0, 300, 10, 300)).isZero();
        assertThat(new Balance(10, 1900).compare(11, 300, 10, 300)).isPositive();
    }

    @Test
    void refusesFloorsAndFactorsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(0, 1900));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(1, 10_001));
    }

    @Test
    void staysUntilAnotherWayIsBetterByTheFactor() {
        Hysteresis tenth = new Hysteresis(1100);

        assertThat(tenth.leaves(path(1100, 0), path(1000, 0), Policy.NEAREST)).isTrue();
        assertThat(tenth.leaves(path(1099, 0), path(1000, 0), Policy.NEAREST)).isFalse();
        assertThat(new Hysteresis(1000).leaves(path(1000, 0), path(1000, 0), Policy.NEAREST))
                .isFalse();
        assertThat(new Hysteresis(1000).leaves(path(1001, 0), path(1000, 0), Policy.NEAREST))
                .isTrue();
        assertThat(tenth.leaves(path(0, 5), path(0, 0), Policy.CHEAPEST)).isTrue();
    }

    @Test
    void measuresTheFactorOfABalanceOnItsProduct() {
        Policy balanced = new Policy.Balanced(new Balance(1, 1000));

        assertThat(new Hysteresis(1100).leaves(path(109, 10), path(100, 10), balanced))
                .isFalse();
        assertThat(new Hysteresis(1100).leaves(path(111, 10), path(100, 10), balanced))
                .isTrue();
    }

    @Test
    void doesNotHoldOnToAWayThatIsGone() {
        Graph graph = Numbered.empty(2);
        int arc = Numbered.arc(graph, 1, 0, 50, 0);
        Path path = Path.over(graph, List.of(arc));
        graph.setCost(arc, 70);

        assertThat(Hysteresis.asItIsNow(graph, path).orElseThrow().total(Criterion.METRIC))
                .isEqualTo(70);
        graph.setCost(arc, Graph.ABSENT);
        assertThat(Hysteresis.asItIsNow(graph, path)).isEmpty();
    }

    private static Path path(long metric, long price) {
        return new Path(List.of(new Path.Step(0, 1, 0, metric, price, 0, 0)));
    }
}
