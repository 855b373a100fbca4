package io.meshplane.payment.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.payment.Seeded;
import io.meshplane.payment.domain.webhook.RetryRules.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final RetryRules.Policy POLICY =
            new RetryRules.Policy(Duration.ofSeconds(5), Duration.ofHours(6), Duration.ofDays(5));

    @ParameterizedTest(name = "after {0} failures {1} to {2} ms")
    @CsvSource({
        "1, 2500, 5000",
        "2, 5000, 10000",
        "3, 10000, 20000",
        "13, 10240000, 20480000",
        "14, 10800000, 21600000",
        "1000000, 10800000, 21600000"
    })
    void waitsTwiceAsLongEachTimeUpToALimit(int failures, long least, long most) {
        assertThat(waited(failures, 0)).isEqualTo(least);
        assertThat(waited(failures, 0.999_999_9)).isBetween(least, most).isGreaterThan(most - 5);
    }

    @Test
    void spreadsTheTriesOfMany() {
        Random random = Seeded.random("jitter");

        long spread = random.doubles(1_000)
                .mapToLong(jitter -> waited(4, jitter) / 1_000)
                .distinct()
                .count();

        assertThat(spread).isGreaterThan(15);
    }

    @Test
    void givesUpAfterDaysWithoutOneSuccess() {
        Instant now = NOW;
        Health health = Health.WELL;
        int tries = 0;
        while (!RetryRules.isGivenUp(health.failingSince(), now, POLICY)) {
            health = health.after(false, now);
            now = RetryRules.nextTry(now, health.failures(), 0.5, POLICY);
            tries++;
        }

        assertThat(Duration.between(NOW, now))
                .isBetween(Duration.ofDays(5), Duration.ofDays(5).plusHours(6));
        assertThat(tries).isBetween(30, 50);
    }

    @Test
    void oneSuccessForgetsAllFailures() {
        Health failing = Health.WELL.after(false, NOW).after(false, NOW.plusSeconds(60));

        assertThat(failing).isEqualTo(new Health(2, NOW));
        assertThat(failing.after(true, NOW.plusSeconds(90))).isEqualTo(Health.WELL);
    }

    @Test
    void refusesABackOffThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryRules.Policy(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryRules.Policy(Duration.ofHours(2), Duration.ofHours(1), Duration.ofDays(1)));
    }

    private static long waited(int failures, double jitter) {
        return Duration.between(NOW, RetryRules.nextTry(NOW, failures, jitter, POLICY))
                .toMillis();
    }
}
