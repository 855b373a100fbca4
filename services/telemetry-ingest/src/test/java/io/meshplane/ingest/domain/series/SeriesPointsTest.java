package io.meshplane.ingest.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesPointsTest {
    private final SeriesPoints points = new SeriesPoints();

    @ParameterizedTest
    @CsvSource({"LAST, 2.0", "AVG, 3.0", "MIN, 2.0", "MAX, 4.0"})
    void aStepBecomesOnePointAtItsEnd(Aggregation aggregation, String value) {
        number(1_000, 3);
        number(4_000, 4);
        number(9_999, 2);
        number(10_000, 7);

        assertThat(stepped(10, aggregation)).containsExactly("10000 " + value, "20000 7.0");
    }

    @Test
    void whatCameOutOfOrderOrTwiceIsPutInOrderOnce() {
        number(3_000, 3);
        number(1_000, 1);
        number(3_000, 3);
        number(2_000, 2);

        points.arrange();

        assertThat(texts(points)).containsExactly("1000 1.0", "2000 2.0", "3000 3.0");
    }

    @Test
    void ofTwoValuesAtOneTimeTheLaterToComeStays() {
        number(2_000, 1);
        number(1_000, 0);
        number(2_000, 5);

        points.arrange();

        assertThat(texts(points)).containsExactly("1000 0.0", "2000 5.0");
    }

    @Test
    void theRateIsTheIncreaseOverTheTimeBetweenTheSamples() {
        for (int i = 0; i <= 4; i++) count(i * 5_000L, 100L * i);

        assertThat(stepped(10, Aggregation.RATE)).containsExactly("10000 20.0", "20000 20.0", "30000 20.0");
    }

    @Test
    void aCounterThatFellWasResetAndCountsFromZero() {
        count(0, 1_000);
        count(5_000, 1_050);
        count(9_000, 40);

        assertThat(stepped(10, Aggregation.RATE)).containsExactly("10000 10.0");
    }

    @Test
    void ratesOfCountsAboveTheSignedRangeAreExact() {
        count(0, -11L); // 2^64 - 11
        count(10_000, -1L);

        assertThat(stepped(20, Aggregation.RATE)).containsExactly("20000 1.0");
    }

    @Test
    void aSingleSampleHasNoRate() {
        count(0, 5);

        assertThat(stepped(10, Aggregation.RATE)).isEmpty();
    }

    @Test
    void theHighestAndLowestOfCountsAreUnsigned() {
        count(0, 1);
        count(1_000, -1);

        assertThat(stepped(10, Aggregation.MAX)).containsExactly("10000 18446744073709551615");
        assertThat(stepped(10, Aggregation.MIN)).containsExactly("10000 1");
    }

    @Test
    void notANumberLosesAgainstAnyNumber() {
        number(0, Double.NaN);
        number(1_000, -3);

        assertThat(stepped(10, Aggregation.MAX)).containsExactly("10000 -3.0");
    }

    @Test
    void staleMarkersAreNoPoints() {
        number(0, 1);
        points.add(1_000, false, NodePulse.STALE_MARKER);

        points.arrange();

        assertThat(texts(points)).containsExactly("0 1.0");
    }

    @Test
    void theMeanOfHugeNumbersDoesNotOverflow() {
        number(0, Double.MAX_VALUE);
        number(1_000, Double.MAX_VALUE);

        assertThat(stepped(10, Aggregation.AVG)).containsExactly("10000 1.7976931348623157E308");
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "0.1, 0.1", "-0.0, -0.0"})
    void valuesAreWrittenAsPrometheusDoes(double value, String text) {
        assertThat(SeriesPoints.text(false, Double.doubleToRawLongBits(value))).isEqualTo(text);
    }

    private void number(long timeMs, double value) {
        points.add(timeMs, false, Double.doubleToRawLongBits(value));
    }

    private void count(long timeMs, long value) {
        points.add(timeMs, true, value);
    }

    private List<String> stepped(long seconds, Aggregation aggregation) {
        points.arrange();
        return texts(points.stepped(1000 * seconds, aggregation));
    }

    private static List<String> texts(SeriesPoints of) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) texts.add(of.timeMs(i) + " " + of.text(i));
        return texts;
    }
}
