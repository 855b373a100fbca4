package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesHandleTest {
    @Test
    void roundsToTheDecimalThatPeopleWouldWrite() {
        SeriesHandle rtt = SeriesHandle.of("babel_rtt_ms", List.of(), 0.1);

        assertThat(rtt.rounded(12.3456)).isEqualTo(12.3);
        assertThat(rtt.rounded(81.658)).isEqualTo(81.7);
        assertThat(rtt.rounded(-0.06)).isEqualTo(-0.1);
    }

    @Test
    void roundsToStepsThatAreNoFractionOfOne() {
        SeriesHandle free = SeriesHandle.of("node_mem_free_kib", List.of(), 64);

        assertThat(free.rounded(1_000)).isEqualTo(1_024);
    }

    @Test
    void changesNothingWithoutADeclaredStep() {
        SeriesHandle series = SeriesHandle.of("x");

        assertThat(series.rounded(Math.PI)).isEqualTo(Math.PI);
        assertThat(series.step()).isZero();
    }

    @Test
    void leavesWhatCannotBeRounded() {
        SeriesHandle series = SeriesHandle.of("x", List.of(), 0.1);

        assertThat(series.rounded(Double.NaN)).isNaN();
        assertThat(series.rounded(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(series.rounded(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void isTheSameSeriesWhoeverMadeIt() {
        Label label = new Label("interface", "wg0");

        assertThat(SeriesHandle.of("x", label)).isEqualTo(SeriesHandle.of("x", List.of(label), 0.5));
        assertThat(SeriesHandle.of("x", label)).isNotEqualTo(SeriesHandle.of("x"));
    }

    @Test
    void holdsACountToItsLastBit() {
        SeriesHandle bytes = SeriesHandle.count("wg_rx_bytes_total", List.of());

        assertThat(Reading.ofCount(bytes, -1).bits()).isEqualTo(-1);
        assertThat(Reading.ofCount(bytes, -1).value()).isEqualTo(0x1p64);
        assertThat(Reading.of(bytes, 41.6).bits()).isEqualTo(42);
        assertThat(Reading.ofCount(SeriesHandle.of("x"), 3).value()).isEqualTo(3);
    }

    @Test
    void refusesAStepThatIsNone() {
        for (double step : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SeriesHandle.of("x", List.of(), step));
        }
    }
}
