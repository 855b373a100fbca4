package io.meshplane.payment.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
    private static final long MAX_32 = 0xFFFF_FFFFL;

    @Test
    void countsFromZeroOnItsFirstSample() {
        assertThat(Run.begin(Sample.plain(500)).counted()).isEqualTo(500);
    }

    @Test
    void takesALowerCounterWithoutAnOrdinalForALateOne() {
        Run run = Run.begin(Sample.plain(500)).take(Sample.plain(499));

        assertThat(run.counted()).isEqualTo(500);
        assertThat(run).isEqualTo(run.take(Sample.plain(500)));
    }

    @Test
    void readsCountersWithoutASign() {
        Run run = Run.begin(Sample.plain(Long.MAX_VALUE)).take(Sample.plain(Long.MIN_VALUE + 5));

        assertThat(run.counted()).isEqualTo(BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(5)));
    }

    @ParameterizedTest
    @CsvSource({"4294967295, 0, 1", "4294967295, 4294967294, 4294967295", "5, 5, 0", "0, 4294967295, 4294967295"})
    void wrapsAt32BitsByTheShortestWay(long before, long after, long bytes) {
        Run run = Run.begin(sample(1, before, 32)).take(sample(2, after, 32));

        assertThat(run.counted()).isEqualTo(before + bytes);
    }

    @Test
    void wrapsAt64Bits() {
        Run run = Run.begin(sample(1, -10, 64)).take(sample(2, 90, 64));

        assertThat(run.counted()).isEqualTo(BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(90)));
        assertThat(run.fell()).isFalse();
    }

    @Test
    void billsACounterThatFellAsWhatItSaysNow() {
        Run run = Run.begin(sample(1, 1_000_000, 64)).take(sample(2, 70, 64));

        assertThat(run.counted()).isEqualTo(1_000_070);
        assertThat(run.fell()).isTrue();
    }

    @Test
    void leavesOutWhatWasCountedBeforeTheEndJoined() {
        Run run = Run.begin(new Sample(1, 1_500, 64, 1_000, List.of()));

        assertThat(run.bytesByVersion()).isEqualTo(Map.of(Run.UNDECLARED, BigInteger.valueOf(500)));
        assertThat(Run.begin(new Sample(1, 900, 64, 1_000, List.of())).bytesByVersion())
                .isEmpty();
    }

    @Test
    void dividesItsBytesByThePricesTheEndDeclares() {
        Run run = Run.begin(new Sample(1, 1_500, 64, 100, List.of(new Cut(400, 3), new Cut(1_500, 4))));

        assertThat(run.bytesByVersion())
                .isEqualTo(Map.of(Run.UNDECLARED, BigInteger.valueOf(300), 3L, BigInteger.valueOf(1_100)));
    }

    @Test
    void isPricedFromItsBeginningAndThenFromWhatItHasCounted() {
        Run run = Run.begin(Sample.plain(500))
                .priced(1)
                .take(Sample.plain(700))
                .priced(2)
                .take(Sample.plain(750));

        assertThat(run.priced(2)).isEqualTo(run);
        assertThat(run.bytesByVersion()).isEqualTo(Map.of(1L, BigInteger.valueOf(700), 2L, BigInteger.valueOf(50)));
    }

    @Test
    void isTheSameInWhateverOrderItsSamplesCome() {
        Random random = new Random(7);
        List<Sample> samples = new ArrayList<>();
        long counter = MAX_32 - 5_000_000_000L % MAX_32;
        for (int i = 1; i <= 16; i++) {
            counter = (counter + random.nextLong(MAX_32)) & MAX_32;
            samples.add(sample(i, counter, 32));
        }
        Run inOrder = fold(samples);

        for (int i = 0; i < 200; i++) {
            Collections.shuffle(samples, random);
            assertThat(fold(samples)).isEqualTo(inOrder);
        }
    }

    @Test
    void remembersWhatItFoldedAway() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) samples.add(sample(i, (i * 3_000_000_000L) & MAX_32, 32));

        Run run = fold(samples);

        assertThat(run.counted()).isEqualTo(3_000_000_000_000L);
        assertThat(run.take(samples.getFirst())).isEqualTo(run);
    }

    @Test
    void refusesSamplesThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> sample(1, MAX_32 + 1, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> sample(1, 1, 48));
        assertThatIllegalArgumentException().isThrownBy(() -> sample(-1, 1, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cut(0, 0));
    }

    private static Run fold(List<Sample> samples) {
        Run run = Run.begin(samples.getFirst());
        for (Sample sample : samples) run = run.take(sample);
        return run;
    }

    private static Sample sample(long ordinal, long counter, int bits) {
        return new Sample(ordinal, counter, bits, 0, List.of());
    }
}
