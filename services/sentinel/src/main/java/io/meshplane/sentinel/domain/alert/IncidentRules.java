package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.alert.Incident.Entry;
import io.meshplane.sentinel.domain.alert.Incident.Judgement;
import io.meshplane.sentinel.domain.alert.Incident.Kind;
import io.meshplane.sentinel.domain.alert.Incident.Sighting;
import io.meshplane.sentinel.domain.alert.Incident.Switch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Outages of a pool with all that was seen, decided, written, paged and acknowledged. They are not kept anywhere: they follow from
 * what is, whatever order it came in and however often.
 */
public final class IncidentRules {
    /** What led to an outage came before it, and the way back after. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration AFTER = Duration.ofMinutes(10);
    private static final String SERVICE = "sentinel";

    /** From when until when; null = still. */
    private record Span(Instant from, @Nullable Instant to) {
        /** Whether something belongs to this outage; what two could have belongs to the later one. */
        boolean holds(Instant at, @Nullable Span next) {
            if (at.isBefore(from.minus(BEFORE))) return false;
            if (to != null && at.isAfter(to.plus(AFTER))) return false;
            return next == null || at.isBefore(next.from.minus(BEFORE));
        }
    }

    /** The pool's outages, the newest first. */
    public static List<Incident> of(
            PoolKey pool, Collection<Judgement> judgements, Collection<Switch> switches, Collection<Alert> alerts) {
        List<Judgement> inOrder = judgements.stream()
                .distinct()
                .sorted(Comparator.comparing(Judgement::at).thenComparing(Judgement::member))
                .toList();
        List<Entry> entries = Stream.of(
                        inOrder.stream().flatMap(IncidentRules::entries),
                        switches.stream().distinct().map(IncidentRules::entry),
                        alerts.stream().flatMap(IncidentRules::entries))
                .flatMap(all -> all)
                .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::kind))
                .toList();
        List<Span> spans = spans(inOrder);
        List<Incident> incidents = new ArrayList<>();
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            Span next = i + 1 < spans.size() ? spans.get(i + 1) : null;
            List<Entry> own = entries.stream()
                    .filter(entry -> span.holds(entry.at(), next))
                    .toList();
            incidents.add(new Incident(pool, span.from(), span.to(), own));
        }
        return incidents;
    }

    /** An outage ends once every member that was down is up: one of which nothing is known may still be down. */
    private static List<Span> spans(List<Judgement> inOrder) {
        List<Span> spans = new ArrayList<>();
        Set<Label> down = new HashSet<>();
        Instant from = null;
        for (Judgement judged : inOrder) {
            if (judged.state() == Health.DOWN) {
                if (down.isEmpty()) from = judged.at();
                down.add(judged.member());
            } else if (judged.state() == Health.UP && down.remove(judged.member()) && down.isEmpty()) {
                spans.add(new Span(Objects.requireNonNull(from), judged.at()));
            }
        }
        if (!down.isEmpty()) spans.add(new Span(Objects.requireNonNull(from), null));
        return spans;
    }

    private static Stream<Entry> entries(Judgement judged) {
        String what = judged.member() + " is " + judged.state() + ": " + judged.reason();
        Stream<Entry> seen = judged.sightings().stream().map(sighting -> entry(judged.member(), sighting));
        return Stream.concat(seen, Stream.of(new Entry(judged.at(), Kind.JUDGED, SERVICE, what)));
    }

    private static Entry entry(Label member, Sighting seen) {
        String times = seen.inARow() == 1 ? "once" : seen.inARow() + " times in a row";
        String what = switch (seen.verdict()) {
            case UP -> member + " answers, " + times;
            case DOWN ->
                member + " fails, " + times + ": " + seen.detail()
                        + (seen.believed() ? "" : " (not believed: it reached nobody else)");
            case UNKNOWN -> member + ": no verdict yet, seen " + times;
        };
        return new Entry(seen.at(), Kind.SEEN, seen.vantage(), what);
    }

    private static Entry entry(Switch made) {
        String what = made.record() + " leads to " + made.after() + " instead of " + made.before() + " (epoch "
                + made.epoch() + "): " + made.reason();
        return new Entry(made.at(), Kind.WRITTEN, SERVICE, what);
    }

    private static Stream<Entry> entries(Alert alert) {
        Stream<Episode> episodes = Stream.concat(alert.former().stream(), Stream.of(alert.episode()));
        return Stream.concat(
                episodes.flatMap(episode -> entries(alert, episode)),
                alert.pages().stream().flatMap(page -> entries(alert, page)));
    }

    private static Stream<Entry> entries(Alert alert, Episode episode) {
        List<Entry> entries = new ArrayList<>();
        String name = alert.key().fingerprint();
        String severity =
                alert.subject().severity() + " " + name + ": " + alert.subject().summary();
        entries.add(new Entry(episode.openedAt(), Kind.RAISED, alert.subject().source(), severity));
        Acknowledgement answer = episode.acknowledgement();
        if (answer != null) {
            String note = answer.note().isEmpty() ? "" : ": " + answer.note();
            entries.add(new Entry(answer.at(), Kind.ACKNOWLEDGED, answer.by(), name + note));
        }
        Ending ending = episode.ending();
        if (ending != null) {
            entries.add(new Entry(ending.at(), Kind.ENDED, alert.subject().source(), name + ": " + ending.why()));
        }
        return entries.stream();
    }

    private static Stream<Entry> entries(Alert alert, Page page) {
        String about = page.kind() + " of " + alert.key().fingerprint() + ", step " + page.step();
        Entry decided = new Entry(page.decidedAt(), Kind.PAGED, page.contact().value(), about);
        if (page.settledAt() == null) return Stream.of(decided);
        String how = page.state() + " after " + page.attempts() + " tries"
                + (page.lastFailure().isEmpty() ? "" : ", last failure: " + page.lastFailure());
        return Stream.of(
                decided,
                new Entry(page.settledAt(), Kind.SETTLED, page.contact().value(), about + ": " + how));
    }

    private IncidentRules() {}
}
