package io.meshplane.contracts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1000, 0",
        "1, 0, 999999999, 0",
        "1, 0, 1000000000, 1",
        "1, 999999999, 1000000000, 1",
        "2500000000, 7, 8, 3",
        "2500000000, 8, 9, 2",
    })
    void costsTheDifferenceOfFloors(long price, long fromBytes, long toBytes, long cost) {
        assertThat(Price.of(price).cost(fromBytes, toBytes)).isEqualTo(Amount.of(cost));
    }

    @Test
    void readsCountersAsUnsigned() {
        Amount whole = Price.of(1_000_000_000).cost(0, -1L);

        assertThat(whole.value()).isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    }

    @Test
    void refusesACounterThatRunsBackwards() {
        assertThatThrownBy(() -> Price.of(1).cost(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Price.of(1).cost(-1L, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(20)
    void anySamplingOfACounterCostsTheSame(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Price price = new Price(new Amount(new BigInteger(80, random)));
        long[] readings = random.longs(200, 0, Long.MAX_VALUE).sorted().toArray();

        Amount sum = Amount.ZERO;
        for (int i = 1; i < readings.length; i++) sum = sum.plus(price.cost(readings[i - 1], readings[i]));

        assertThat(sum)
                .as("seed %d, readings %s", seed, Arrays.toString(readings))
                .isEqualTo(price.cost(readings[0], readings[199]));
    }
}
