package io.meshplane.payment.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HedgeRulesTest {
    private static final Duration LEAST = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofMillis(500);

    @Test
    void waitsAsLongAsNineteenOfTwentyReadsTake() {
        assertThat(HedgeRules.delay(upTo(100, 1_000), LEAST, MOST)).isEqualTo(Duration.ofMillis(95));
    }

    @Test
    void staysWithinItsLimitsAndIsPatientWhileItKnowsLittle() {
        assertThat(HedgeRules.delay(upTo(100, 1), LEAST, MOST)).isEqualTo(LEAST);
        assertThat(HedgeRules.delay(upTo(100, 1_000_000), LEAST, MOST)).isEqualTo(MOST);
        assertThat(HedgeRules.delay(upTo(7, 1), LEAST, MOST)).isEqualTo(MOST);
    }

    @Test
    void remembersTheNewestLatenciesOnly() {
        Latencies many = upTo(1_000, 1);

        assertThat(many.micros()).hasSize(Latencies.KEPT).last().isEqualTo(1_000L);
        assertThat(many.quantileMicros(1)).isEqualTo(874);
        assertThat(many.quantileMicros(100)).isEqualTo(1_000);
        assertThat(Latencies.NONE.quantileMicros(50)).isZero();
    }

    private static Latencies upTo(int count, long unitMicros) {
        return LongStream.rangeClosed(1, count)
                .boxed()
                .reduce(Latencies.NONE, (all, each) -> all.with(each * unitMicros), (one, other) -> one);
    }
}
