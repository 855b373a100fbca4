package io.meshplane.sentinel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.alert.AlertWorld.Told;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertFixture;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.Episode;
import io.meshplane.sentinel.domain.alert.Page;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Paging in a hostile world. {@code -Dmeshplane.simulation.seeds=…} for more of it, {@code .first=…} for one that broke. */
class AlertSimulationTest {
    private static final long FIRST = Long.getLong("meshplane.simulation.first", 1);
    private static final long SEEDS = Long.getLong("meshplane.simulation.seeds", 30);
    /** How many seeds a rule that was taken away may hide behind. */
    private static final long SEEDS_TO_NOTICE = 60;

    private static final int FIRST_PAGE_WITHIN_S = 5;
    private static final int STEPS_IN_ALL = 4;

    @Test
    void losesNoAlertDoublesNoPageAndReachesSomebodyInTime() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            assertThat(breaches(seed, AlertInstance.Rules.OF_THE_HOUSE))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void withoutFaultsEachPageIsSentExactlyOnce() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            AlertWorld world = new AlertWorld(seed, false, AlertInstance.Rules.OF_THE_HOUSE).run();

            assertThat(world.arrived).as("seed %d", seed).isNotEmpty();
            assertThat(world.arrived.values()).as("seed %d", seed).containsOnly(1);
        }
    }

    @Test
    void noticesWhenAStepIsForgottenAfterAClockThatWentBack() {
        assertNoticed(new AlertInstance.Rules() {
            @Override
            public Alert advance(Alert alert, AlertSettings settings, Instant now) {
                Instant stepped = alert.episode().steppedAt();
                boolean wentBack = stepped != null && stepped.isAfter(now);
                return wentBack ? alert : AlertInstance.Rules.super.advance(alert, settings, now);
            }
        });
    }

    @Test
    void noticesWhenWhoeverWroteLastIsBelieved() {
        assertNoticed(new AlertInstance.Rules() {
            @Override
            public boolean merges() {
                return false;
            }
        });
    }

    @Test
    void noticesWhenWhatKafkaDoesNotHaveIsSent() {
        assertNoticed(new AlertInstance.Rules() {
            @Override
            public boolean waitsForKafka() {
                return false;
            }
        });
    }

    private static void assertNoticed(AlertInstance.Rules broken) {
        assertThat(LongStream.range(FIRST, FIRST + SEEDS_TO_NOTICE)
                        .anyMatch(seed -> !breaches(seed, broken).isEmpty()))
                .isTrue();
    }

    private static Set<String> breaches(long seed, AlertInstance.Rules rules) {
        AlertWorld world = new AlertWorld(seed, true, rules).run();
        Set<String> breaches = new LinkedHashSet<>();
        Map<AlertKey, Alert> known = world.compacted();
        Map<AlertKey, Told> last = new HashMap<>();
        Set<AlertKey> fired = world.signals.stream()
                .filter(told -> told.signal() instanceof Signal.Firing)
                .map(Told::key)
                .collect(Collectors.toSet());
        world.signals.stream()
                .filter(told -> !(told.signal() instanceof Signal.Acknowledged))
                .forEach(told -> last.put(told.key(), told));
        for (AlertKey key : fired) {
            Alert alert = known.get(key);
            if (alert == null) {
                breaches.add(key + " is lost");
                continue;
            }
            boolean firing = Objects.requireNonNull(last.get(key)).signal() instanceof Signal.Firing;
            if (alert.isOpen() != firing) breaches.add(key + " is open: " + alert.isOpen() + ", and fires: " + firing);
            boolean answered = world.signals.stream().anyMatch(told -> isAnswerTo(alert, told));
            if (alert.isAcknowledged() != answered) breaches.add(key + " is acknowledged: " + !answered);
            if (!alert.isOpen() && alert.isLive()) breaches.add(key + " is over and not everybody was told");
            if (alert.isOpen() && !answered) breaches.addAll(late(alert));
        }
        breaches.addAll(unknownPages(world, known));
        return breaches;
    }

    private static boolean isAnswerTo(Alert alert, Told told) {
        return told.key().equals(alert.key())
                && told.signal() instanceof Signal.Acknowledged said
                && said.episode() == alert.episode().number();
    }

    /** At peace every step is taken in time, a critical one too, and each page that was decided arrives. */
    private static List<String> late(Alert alert) {
        Episode episode = alert.episode();
        int peaceful = (int) AlertWorld.PEACE.toSeconds() - 600;
        long due = Math.min(STEPS_IN_ALL, 1 + peaceful / (AlertFixture.PATIENCE.toSeconds() + FIRST_PAGE_WITHIN_S));
        long taken = alert.pagesOfEpisode().stream()
                .filter(page -> page.kind() == Page.Kind.PAGE && page.state() == Page.State.DELIVERED)
                .map(Page::step)
                .distinct()
                .count();
        boolean critical = alert.subject().severity() == Severity.CRITICAL;
        if (taken >= due && episode.steps() >= due) return List.of();
        return List.of(alert.key() + (critical ? " (critical)" : "") + " has " + taken + " of " + due + " steps");
    }

    /** What arrived at a contact is in the books, and no step paged a contact under two names. */
    private static Set<String> unknownPages(AlertWorld world, Map<AlertKey, Alert> known) {
        Set<String> breaches = new LinkedHashSet<>();
        Set<String> booked = new LinkedHashSet<>();
        for (Alert alert : known.values()) {
            Set<String> steps = new LinkedHashSet<>();
            for (Page page : alert.pages()) {
                booked.add(page.id());
                String step = page.episode() + " " + page.kind() + " " + page.step() + " " + page.contact();
                if (!steps.add(step)) breaches.add(alert.key() + " paged twice: " + step);
            }
        }
        world.arrived.keySet().stream()
                .filter(id -> !booked.contains(id))
                .forEach(id -> breaches.add(id + " arrived and is not in the books"));
        long doubled =
                world.arrived.values().stream().mapToLong(times -> times - 1).sum();
        // each fault may have one round of sends repeated, under the same id: two contacts and six alerts
        if (doubled > 12L * world.faults) breaches.add(doubled + " repetitions after " + world.faults + " faults");
        return breaches;
    }
}
