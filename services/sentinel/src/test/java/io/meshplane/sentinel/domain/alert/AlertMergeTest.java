package io.meshplane.sentinel.domain.alert;

import static io.meshplane.sentinel.domain.alert.AlertFixture.NOW;
import static io.meshplane.sentinel.domain.alert.AlertFixture.PATIENCE;
import static io.meshplane.sentinel.domain.alert.AlertFixture.annaThenBen;
import static io.meshplane.sentinel.domain.alert.AlertFixture.firing;
import static io.meshplane.sentinel.domain.alert.AlertFixture.open;
import static io.meshplane.sentinel.domain.alert.AlertFixture.taken;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertMergeTest {
    private final Alert opened = open(Severity.WARNING);
    private final Alert paged = EscalationRules.advance(opened, annaThenBen(), NOW);

    @Test
    void whatFollowedFromAnotherKnowsItAlready() {
        assertThat(opened.and(paged)).isEqualTo(paged);
        assertThat(paged.and(opened)).isEqualTo(paged);
    }

    @Test
    void twoThatWentTheirOwnWaysLoseNeitherPagesNorAnswersNorSteps() {
        Alert answered = taken(paged, new Signal.Acknowledged("anna", 1, ""), "s2", NOW.plusSeconds(9));
        Alert climbed = EscalationRules.advance(paged, annaThenBen(), NOW.plus(PATIENCE));

        Alert together = answered.and(climbed);

        assertThat(together).isEqualTo(climbed.and(answered));
        assertThat(together.isAcknowledged()).isTrue();
        assertThat(together.pages()).hasSize(2);
        assertThat(together.episode().steps()).isEqualTo(2);
        assertThat(together.and(answered)).isEqualTo(together);
        assertThat(together.and(climbed)).isEqualTo(together);
    }

    @Test
    void whatWasDeliveredStaysDelivered() {
        Alert delivered = paged.changingPages(page -> DeliveryRules.afterSuccess(page, NOW.plusSeconds(1)));
        Alert failed = paged.changingPages(page -> DeliveryRules.afterFailure(page, "refused", 0, NOW))
                .changingPages(page -> DeliveryRules.afterFailure(page, "refused", 0, NOW));

        assertThat(delivered.and(failed).pages()).extracting(Page::state).containsExactly(Page.State.DELIVERED);
        assertThat(failed.and(delivered).pages()).extracting(Page::state).containsExactly(Page.State.DELIVERED);
    }

    @Test
    void aNewerOutbreakStands() {
        Alert ended = taken(paged, new Signal.Cleared("over"), "s2", NOW);
        Alert again = taken(ended, firing(Severity.WARNING), "s3", NOW.plusSeconds(1));

        assertThat(again.and(paged).episode()).isEqualTo(again.episode());
        assertThat(paged.and(again)).isEqualTo(again);
    }
}
