package io.meshplane.sentinel.domain.alert;

import static io.meshplane.sentinel.domain.alert.AlertFixture.ANNA;
import static io.meshplane.sentinel.domain.alert.AlertFixture.KEY;
import static io.meshplane.sentinel.domain.alert.AlertFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {
    private final Page page = Page.of(KEY, 1, Page.Kind.PAGE, 0, ANNA, NOW);

    @Test
    void triesAtOnceThenWithGrowingPausesThatStayBounded() {
        assertThat(DeliveryRules.isDue(page, NOW)).isTrue();
        Page failing = page;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            failing = DeliveryRules.afterFailure(failing, "refused", 0.999, NOW);
            Duration pause = Duration.between(NOW, failing.nextAt());
            assertThat(pause).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(DeliveryRules.LONGEST_PAUSE);
            assertThat(DeliveryRules.isDue(failing, failing.nextAt().minusMillis(1)))
                    .isFalse();
            before = pause;
        }
        assertThat(failing.attempts()).isEqualTo(12);
    }

    @Test
    void aClockThatWentBackHoldsNothing() {
        Page failed = DeliveryRules.afterFailure(page, "refused", 0, NOW);

        assertThat(DeliveryRules.isDue(failed, NOW.minus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void givesUpAfterThreeDays() {
        Instant late = NOW.plus(DeliveryRules.GIVEN_UP_AFTER);

        assertThat(DeliveryRules.afterFailure(page, "refused", 0, late.minusMillis(1))
                        .isWaiting())
                .isTrue();
        assertThat(DeliveryRules.afterFailure(page, "refused", 0, late).state()).isEqualTo(Page.State.GIVEN_UP);
    }

    @Test
    void whatArrivedAlthoughItWasNeedlessDidArrive() {
        assertThat(DeliveryRules.afterSuccess(page.needless(NOW), NOW).state()).isEqualTo(Page.State.DELIVERED);
        assertThat(DeliveryRules.afterFailure(page.needless(NOW), "refused", 0, NOW)
                        .state())
                .isEqualTo(Page.State.NEEDLESS);
    }
}
