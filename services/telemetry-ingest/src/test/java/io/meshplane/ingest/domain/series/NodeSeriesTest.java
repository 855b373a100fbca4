package io.meshplane.ingest.domain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NodeSeriesTest {
    private static final long HASH_OF_A_NAME = 9_129_389_174_221_373_419L;

    private final NodeSeries series = new NodeSeries();

    @Test
    void everySeriesKeepsItsNumber() {
        for (int i = 0; i < 5_000; i++) assertThat(series.add(hash("s" + i))).isEqualTo(i);

        for (int i = 0; i < 5_000; i++) assertThat(series.find(hash("s" + i))).isEqualTo(i);
        assertThat(series.find(hash("another"))).isEqualTo(-1);
        assertThat(series.size()).isEqualTo(5_000);
    }

    @Test
    void numbersOfSeriesThatAreGoneAreNotGivenAgain() {
        series.restore(7, hash("old"));

        assertThat(series.add(hash("new"))).isEqualTo(8);
        assertThat(series.isKnown(3)).isFalse();
        assertThatThrownBy(() -> series.restore(7, hash("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNewestValueStaysWhateverComesLater() {
        int number = series.add(hash("load"));

        series.observe(number, true, 2_000, 20);
        series.observe(number, true, 1_000, 10);
        series.observe(number, true, 2_000, 99);
        series.observe(number, true, 5_000, 50);

        assertThat(series.timeMs(number)).isEqualTo(5_000);
        assertThat(series.bits(number)).isEqualTo(50);
        assertThat(series.gapMs(number)).isEqualTo(3_000);
    }

    @Test
    void theOrderOfLabelsDoesNotMatterButTheirPlacesDo() {
        long base = SeriesHash.ofName(hash("up"));
        long ab = SeriesHash.withLabel(SeriesHash.withLabel(base, hash("a"), hash("b")), hash("c"), hash("d"));
        long ba = SeriesHash.withLabel(SeriesHash.withLabel(base, hash("c"), hash("d")), hash("a"), hash("b"));
        long crossed = SeriesHash.withLabel(SeriesHash.withLabel(base, hash("a"), hash("d")), hash("c"), hash("b"));
        long turned = SeriesHash.withLabel(SeriesHash.withLabel(base, hash("b"), hash("a")), hash("c"), hash("d"));

        assertThat(ab).isEqualTo(ba).isNotEqualTo(crossed).isNotEqualTo(turned);
    }

    @Test
    void theHashIsTheSameForEver() {
        assertThat(hash("interface_sent_bytes_total")).isEqualTo(HASH_OF_A_NAME);
    }

    private static long hash(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return SeriesHash.ofText(utf8, 0, utf8.length);
    }
}
