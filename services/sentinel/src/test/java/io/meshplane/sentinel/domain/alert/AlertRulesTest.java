package io.meshplane.sentinel.domain.alert;

import static io.meshplane.sentinel.domain.alert.AlertFixture.KEY;
import static io.meshplane.sentinel.domain.alert.AlertFixture.NOW;
import static io.meshplane.sentinel.domain.alert.AlertFixture.annaThenBen;
import static io.meshplane.sentinel.domain.alert.AlertFixture.firing;
import static io.meshplane.sentinel.domain.alert.AlertFixture.open;
import static io.meshplane.sentinel.domain.alert.AlertFixture.taken;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
    private static final Signal BY_ANNA = new Signal.Acknowledged("anna", 1, "on my way");

    @Test
    void theSameTroubleToldManyTimesIsOneOutbreak() {
        Alert alert = open(Severity.WARNING);

        for (int i = 1; i <= 50; i++) alert = taken(alert, firing(Severity.WARNING), "again" + i, NOW.plusSeconds(i));

        assertThat(alert.episode().number()).isEqualTo(1);
        assertThat(alert.episode().openedAt()).isEqualTo(NOW);
        assertThat(alert.episode().seenAt()).isEqualTo(NOW.plusSeconds(50));
    }

    @Test
    void aSignalThatIsToldTwiceCountsOnce() {
        Alert ended = taken(open(Severity.WARNING), new Signal.Cleared("over"), "s2", NOW.plusSeconds(1));

        assertThat(taken(ended, firing(Severity.WARNING), "s1", NOW.plusSeconds(9)))
                .isEqualTo(ended);
    }

    @Test
    void noClockDecidesWhichSignalIsTheLaterOne() {
        Alert ended = taken(open(Severity.WARNING), new Signal.Cleared("over"), "s2", NOW.plusSeconds(60));

        // told later, by an instance whose clock is an hour behind
        Alert again = taken(ended, firing(Severity.WARNING), "s3", NOW.minus(Duration.ofHours(1)));

        assertThat(again.isOpen()).isTrue();
        assertThat(again.episode().number()).isEqualTo(2);
        assertThat(again.former()).hasSize(1);
    }

    @Test
    void whatBecomesWorseIsPagedAnew() {
        Alert answered = taken(open(Severity.WARNING), BY_ANNA, "s2", NOW);

        Alert worse = taken(answered, firing(Severity.CRITICAL), "s3", NOW.plusSeconds(60));

        assertThat(worse.isAcknowledged()).isFalse();
        assertThat(worse.episode().steps()).isZero();
        assertThat(worse.former().getFirst().acknowledgement()).isNotNull();
    }

    @Test
    void whatLastsDoesNotBecomeHarmless() {
        Alert alert = taken(open(Severity.CRITICAL), firing(Severity.INFO), "s2", NOW.plusSeconds(60));

        assertThat(alert.subject().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.episode().number()).isEqualTo(1);
    }

    @Test
    void theFirstAcknowledgementStays() {
        Alert alert = taken(open(Severity.WARNING), BY_ANNA, "s2", NOW.plusSeconds(5));

        Alert second = taken(alert, new Signal.Acknowledged("ben", 1, ""), "s3", NOW.plusSeconds(6));

        assertThat(Objects.requireNonNull(second.episode().acknowledgement()).by())
                .isEqualTo("anna");
    }

    @Test
    void aLinkInAnOldPageAcknowledgesNothingNew() {
        Alert ended = taken(open(Severity.WARNING), new Signal.Cleared("over"), "s2", NOW);
        Alert again = taken(ended, firing(Severity.WARNING), "s3", NOW.plusSeconds(60));

        assertThat(taken(again, BY_ANNA, "s4", NOW.plusSeconds(61)).isAcknowledged())
                .isFalse();
    }

    @Test
    void nothingIsMadeOfAnEndOrAnAnswerWithoutABeginning() {
        assertThat(AlertRules.take(null, KEY, new Signal.Cleared("over"), "s1", NOW))
                .isNull();
        assertThat(AlertRules.take(null, KEY, BY_ANNA, "s1", NOW)).isNull();
    }

    @Test
    void whatItsSourceSaysNoMoreIsOver() {
        Signal untilNoon = new Signal.Firing(AlertFixture.subject(Severity.WARNING), NOW.plusSeconds(240), null);
        Alert alert = taken(null, untilNoon, "s1", NOW);

        assertThat(EscalationRules.advance(alert, annaThenBen(), NOW.plusSeconds(239))
                        .isOpen())
                .isTrue();
        assertThat(EscalationRules.advance(alert, annaThenBen(), NOW.plusSeconds(240))
                        .isOpen())
                .isFalse();
    }

    @Test
    void aDrillThatIsAnsweredIsOverAndTellsAfterHowLong() {
        Signal drill = new Signal.Firing(
                AlertFixture.subject(Severity.CRITICAL), null, new DrillTerms("carla", Duration.ofMinutes(15)));
        Alert paged = EscalationRules.advance(taken(null, drill, "s1", NOW), annaThenBen(), NOW.plusSeconds(1));

        Alert answered = taken(paged, BY_ANNA, "s2", NOW.plusSeconds(91));

        assertThat(answered.isOpen()).isFalse();
        assertThat(DrillResult.of(paged)).isEqualTo(new DrillResult.Running());
        assertThat(DrillResult.of(answered)).isEqualTo(new DrillResult.Answered("anna", Duration.ofSeconds(90)));
    }

    @Test
    void aDrillThatNobodyAnswersSaysWhetherThePagesGotThrough() {
        Signal drill = new Signal.Firing(
                AlertFixture.subject(Severity.CRITICAL), null, new DrillTerms("carla", Duration.ofMinutes(15)));
        Alert paged = EscalationRules.advance(taken(null, drill, "s1", NOW), annaThenBen(), NOW);
        Alert delivered = paged.changingPages(page -> DeliveryRules.afterSuccess(page, NOW));

        Alert over = EscalationRules.advance(delivered, annaThenBen(), NOW.plus(Duration.ofMinutes(15)));

        assertThat(DrillResult.of(over)).isEqualTo(new DrillResult.Unanswered(1));
        assertThat(over.pages()).allMatch(page -> page.kind() == Page.Kind.PAGE);
    }
}
