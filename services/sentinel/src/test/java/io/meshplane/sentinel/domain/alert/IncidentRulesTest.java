package io.meshplane.sentinel.domain.alert;

import static io.meshplane.sentinel.domain.alert.AlertFixture.NOW;
import static io.meshplane.sentinel.domain.alert.AlertFixture.annaThenBen;
import static io.meshplane.sentinel.domain.alert.AlertFixture.open;
import static io.meshplane.sentinel.domain.alert.AlertFixture.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.alert.Incident.Judgement;
import io.meshplane.sentinel.domain.alert.Incident.Kind;
import io.meshplane.sentinel.domain.alert.Incident.Sighting;
import io.meshplane.sentinel.domain.alert.Incident.Switch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentRulesTest {
    private static final PoolKey EXIT = PoolKey.parse("valley/exit");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Judgement judged(String member, Health state, long second) {
        Sighting seen = new Sighting("north", state, true, 3, "connection refused", NOW.plusSeconds(second - 1));
        return new Judgement(EXIT, new Label(member), state, "2 of 3", NOW.plusSeconds(second), List.of(seen));
    }

    private static List<Incident> incidents(List<Judgement> judgements) {
        return IncidentRules.of(EXIT, judgements, List.of(), List.of());
    }

    @Test
    void anOutageLastsUntilEachThatWasDownIsUp() {
        List<Incident> one = incidents(List.of(
                judged("a", Health.DOWN, 10),
                judged("b", Health.DOWN, 20),
                judged("a", Health.UP, 30),
                judged("b", Health.UNKNOWN, 40)));

        assertThat(one).hasSize(1);
        assertThat(one.getFirst().startedAt()).isEqualTo(NOW.plusSeconds(10));
        assertThat(one.getFirst().endedAt()).isNull();
    }

    @Test
    void twoOutagesAreTwoStoriesTheNewestFirst() {
        long later = HOUR.toSeconds();
        List<Incident> two = incidents(List.of(
                judged("a", Health.DOWN, 10),
                judged("a", Health.UP, 20),
                judged("a", Health.DOWN, later),
                judged("a", Health.UP, later + 10)));

        assertThat(two).extracting(Incident::startedAt).containsExactly(NOW.plusSeconds(later), NOW.plusSeconds(10));
        assertThat(two).allSatisfy(incident -> assertThat(incident.entries()).hasSize(4));
    }

    @Test
    void theStoryIsTheSameInWhateverOrderAndHoweverOftenItWasTold() {
        List<Judgement> told = List.of(
                judged("a", Health.DOWN, 10),
                judged("b", Health.DOWN, 20),
                judged("a", Health.UP, 30),
                judged("b", Health.UP, 40));
        List<Incident> expected = incidents(told);
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            List<Judgement> shuffled = new ArrayList<>(told);
            shuffled.addAll(told.subList(0, random.nextInt(told.size())));
            Collections.shuffle(shuffled, random);

            assertThat(incidents(shuffled)).isEqualTo(expected);
        }
    }

    @Test
    void aStoryGoesFromWhatWasSeenToWhoLooksAfterIt() {
        Switch away = new Switch(
                EXIT, "exit.mesh.", List.of("192.0.2.1"), List.of("192.0.2.2"), "a is down", 7, NOW.plusSeconds(11));
        Alert paged = EscalationRules.advance(open(Severity.CRITICAL), annaThenBen(), NOW.plusSeconds(12));
        Alert arrived = paged.changingPages(page -> DeliveryRules.afterSuccess(page, NOW.plusSeconds(13)));
        Alert answered = taken(arrived, new Signal.Acknowledged("anna", 1, "on my way"), "s2", NOW.plusSeconds(14));

        List<Incident> story =
                IncidentRules.of(EXIT, List.of(judged("a", Health.DOWN, 10)), List.of(away), List.of(answered));

        assertThat(story.getFirst().entries())
                .extracting(Incident.Entry::kind)
                .containsExactly(
                        Kind.RAISED, Kind.SEEN, Kind.JUDGED, Kind.WRITTEN, Kind.PAGED, Kind.SETTLED, Kind.ACKNOWLEDGED);
    }

    @Test
    void whatHappenedLongBeforeOrAfterIsNoPartOfIt() {
        Switch yesterday = new Switch(EXIT, "exit.mesh.", List.of(), List.of("192.0.2.1"), "first", 1, NOW.minus(HOUR));
        Switch back = new Switch(EXIT, "exit.mesh.", List.of(), List.of("192.0.2.1"), "back", 8, NOW.plusSeconds(60));
        Switch tomorrow = new Switch(EXIT, "exit.mesh.", List.of(), List.of("192.0.2.1"), "other", 9, NOW.plus(HOUR));

        List<Incident> story = IncidentRules.of(
                EXIT,
                List.of(judged("a", Health.DOWN, 10), judged("a", Health.UP, 20)),
                List.of(yesterday, back, tomorrow),
                List.of());

        assertThat(story.getFirst().entries())
                .filteredOn(entry -> entry.kind() == Kind.WRITTEN)
                .hasSize(1);
    }
}
