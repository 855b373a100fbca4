package io.meshplane.sentinel.domain.alert;

import static io.meshplane.sentinel.domain.alert.AlertFixture.ANNA;
import static io.meshplane.sentinel.domain.alert.AlertFixture.BEN;
import static io.meshplane.sentinel.domain.alert.AlertFixture.NOW;
import static io.meshplane.sentinel.domain.alert.AlertFixture.PATIENCE;
import static io.meshplane.sentinel.domain.alert.AlertFixture.annaThenBen;
import static io.meshplane.sentinel.domain.alert.AlertFixture.contact;
import static io.meshplane.sentinel.domain.alert.AlertFixture.open;
import static io.meshplane.sentinel.domain.alert.AlertFixture.paged;
import static io.meshplane.sentinel.domain.alert.AlertFixture.policy;
import static io.meshplane.sentinel.domain.alert.AlertFixture.settings;
import static io.meshplane.sentinel.domain.alert.AlertFixture.silenced;
import static io.meshplane.sentinel.domain.alert.AlertFixture.sleeper;
import static io.meshplane.sentinel.domain.alert.AlertFixture.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.Label;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EscalationRulesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-05-30T00:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-05-30T06:00:00Z");

    private static Alert advanced(Alert alert, AlertSettings settings, Instant... times) {
        Alert next = alert;
        for (Instant at : times) next = EscalationRules.advance(next, settings, at);
        return next;
    }

    @Test
    void pagesTheFirstAtOnceAndTheNextAfterThePatienceOfTheFirst() {
        Alert alert = advanced(
                open(Severity.WARNING), annaThenBen(), NOW, NOW.plus(PATIENCE).minusMillis(1));
        assertThat(paged(alert)).containsExactly("0 anna");

        Alert later = advanced(alert, annaThenBen(), NOW.plus(PATIENCE));
        assertThat(paged(later)).containsExactly("0 anna", "1 ben");
    }

    @Test
    void goesRoundAsOftenAsThePolicySaysAndThenSaysThatNobodyAnswered() {
        Alert alert = open(Severity.WARNING);
        for (int i = 0; i < 10; i++) alert = advanced(alert, annaThenBen(), NOW.plus(PATIENCE.multipliedBy(i)));

        assertThat(paged(alert)).containsExactly("0 anna", "1 ben", "2 anna", "3 ben");
        assertThat(EscalationRules.isExhausted(alert, annaThenBen())).isTrue();
    }

    @Test
    void askedTwiceItPagesOnce() {
        Alert alert = advanced(open(Severity.WARNING), annaThenBen(), NOW);

        assertThat(advanced(alert, annaThenBen(), NOW, NOW)).isEqualTo(alert);
    }

    @Test
    void whoeverDecidesTheSameStepAgainDecidesTheSamePage() {
        Alert one = advanced(open(Severity.WARNING), annaThenBen(), NOW);
        Alert other = advanced(open(Severity.WARNING), annaThenBen(), NOW.plusSeconds(3));

        assertThat(one.pages().getFirst().id())
                .isEqualTo(other.pages().getFirst().id());
    }

    @Test
    void stopsOnceSomebodyAcknowledgesAndDropsWhatHasNotGotThrough() {
        Alert alert = advanced(open(Severity.WARNING), annaThenBen(), NOW);
        Alert answered = taken(alert, new Signal.Acknowledged("anna", 1, ""), "s2", NOW.plusSeconds(60));

        Alert later = advanced(answered, annaThenBen(), NOW.plus(PATIENCE), NOW.plus(Duration.ofHours(9)));

        assertThat(later.pages()).extracting(Page::state).containsExactly(Page.State.NEEDLESS);
    }

    @Test
    void tellsThoseWhomAPageReachedThatItIsOver() {
        Alert alert = advanced(open(Severity.WARNING), annaThenBen(), NOW, NOW.plus(PATIENCE));
        Alert annaHasIt =
                alert.changingPages(page -> page.contact().equals(ANNA) ? DeliveryRules.afterSuccess(page, NOW) : page);
        Alert over = advanced(
                taken(annaHasIt, new Signal.Cleared("over"), "s2", NOW.plus(PATIENCE)),
                annaThenBen(),
                NOW.plus(PATIENCE));

        assertThat(over.pages())
                .filteredOn(page -> page.kind() == Page.Kind.ALL_CLEAR)
                .extracting(Page::contact)
                .containsExactly(ANNA);
        // Ben's page is still under way: what was decided arrives, and says that it is over
        assertThat(over.pages()).filteredOn(page -> page.contact().equals(BEN)).allMatch(Page::isWaiting);
    }

    @Test
    void aClockThatWentBackDelaysAStepByItsPatienceAtMost() {
        Alert alert = advanced(open(Severity.WARNING), annaThenBen(), NOW);
        Instant yesterday = NOW.minus(Duration.ofDays(1));

        Alert later = advanced(alert, annaThenBen(), yesterday, yesterday.plus(PATIENCE));

        assertThat(paged(later)).containsExactly("0 anna", "1 ben");
    }

    @Test
    void aClockThatJumpsForwardTakesOneStepEarly() {
        Alert alert = advanced(open(Severity.WARNING), annaThenBen(), NOW);
        Instant tomorrow = NOW.plus(Duration.ofDays(1));

        Alert later = advanced(alert, annaThenBen(), tomorrow, tomorrow.plusSeconds(1));

        assertThat(paged(later)).containsExactly("0 anna", "1 ben");
    }

    @Test
    void quietHoursHoldAnAlertUntilTheyEnd() {
        AlertSettings asleep = settings(policy(Severity.INFO, 1, ANNA), sleeper(ANNA));

        Alert night = advanced(open(Severity.WARNING), asleep, MIDNIGHT, MORNING.minusMillis(1));
        assertThat(night.pages()).isEmpty();
        assertThat(paged(advanced(night, asleep, MORNING))).containsExactly("0 anna");
    }

    @Test
    void quietHoursDoNotHoldACriticalAlert() {
        AlertSettings asleep = settings(policy(Severity.INFO, 1, ANNA), sleeper(ANNA));

        assertThat(paged(advanced(open(Severity.CRITICAL), asleep, MIDNIGHT))).containsExactly("0 anna");
    }

    @Test
    void whoSleepsIsPassedOverWhileSomebodyIsAwake() {
        AlertSettings benIsAwake = settings(policy(Severity.INFO, 1, ANNA, BEN), sleeper(ANNA), contact(BEN));

        assertThat(paged(advanced(open(Severity.WARNING), benIsAwake, MIDNIGHT)))
                .containsExactly("1 ben");
    }

    @Test
    void aSilenceHoldsBackPagesAndNothingElse() {
        AlertSettings quiet = silenced(annaThenBen(), NOW.plusSeconds(60));

        Alert held = advanced(open(Severity.CRITICAL), quiet, NOW, NOW.plusSeconds(59));
        assertThat(held.isOpen()).isTrue();
        assertThat(held.pages()).isEmpty();
        assertThat(paged(advanced(held, quiet, NOW.plusSeconds(60)))).containsExactly("0 anna");
    }

    @Test
    void aCriticalAlertWithoutAPolicyWakesEverybody() {
        AlertSettings nobodySaid =
                AlertSettings.NONE.with(new Setting.OfContact(contact(ANNA))).with(new Setting.OfContact(sleeper(BEN)));

        assertThat(paged(advanced(open(Severity.CRITICAL), nobodySaid, MIDNIGHT)))
                .containsExactlyInAnyOrder("0 anna", "0 ben");
        assertThat(advanced(open(Severity.WARNING), nobodySaid, MIDNIGHT).pages())
                .isEmpty();
    }

    @Test
    void aPolicyWhoseContactsAreGoneDoesNotSilenceACriticalAlert() {
        AlertSettings gone = settings(policy(Severity.INFO, 1, ANNA), contact(BEN));

        assertThat(paged(advanced(open(Severity.CRITICAL), gone, NOW))).containsExactly("0 ben");
    }

    @Test
    void thePolicyForTheHighestSeverityCounts() {
        EscalationPolicy grave = new EscalationPolicy(
                new Label("grave"),
                Severity.CRITICAL,
                policy(Severity.CRITICAL, 1, BEN).steps(),
                1);
        AlertSettings both = annaThenBen().with(new Setting.OfPolicy(grave));

        assertThat(paged(advanced(open(Severity.CRITICAL), both, NOW))).containsExactly("0 ben");
        assertThat(paged(advanced(open(Severity.WARNING), both, NOW))).containsExactly("0 anna");
    }

    @Test
    void withoutAnybodyToPageACriticalAlertIsExhaustedAtOnce() {
        assertThat(EscalationRules.isExhausted(open(Severity.CRITICAL), AlertSettings.NONE))
                .isTrue();
        assertThat(EscalationRules.isExhausted(open(Severity.INFO), AlertSettings.NONE))
                .isFalse();
    }
}
