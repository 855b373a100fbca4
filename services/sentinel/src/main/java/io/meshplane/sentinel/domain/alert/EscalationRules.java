package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is paged when. Asked again and again, it takes one step at most each time, and the same step once only: what was decided is
 * in the alert. A clock that jumps back delays a step by no more than its patience, one that jumps forward takes one step early.
 */
public final class EscalationRules {

    /** What is due now. The same alert if nothing is. */
    public static Alert advance(Alert alert, AlertSettings settings, Instant now) {
        Alert current = over(alert, now);
        if (current.isAcknowledged()) current = withoutNeedless(current, now);
        if (!current.isOpen()) return allClear(current, now);
        if (current.isAcknowledged() || settings.isSilenced(current, now)) return current;
        Optional<EscalationPolicy> policy = settings.policyFor(current.subject().severity());
        return policy.isPresent() ? climb(current, policy.get(), settings, now) : current;
    }

    /** Whether nobody acknowledged although everybody that the policy names was paged, or nobody can be paged at all. */
    public static boolean isExhausted(Alert alert, AlertSettings settings) {
        if (!alert.isOpen() || alert.isAcknowledged()) return false;
        return settings.policyFor(alert.subject().severity())
                .map(policy -> alert.episode().steps() >= policy.stepsInAll())
                .orElse(alert.subject().severity() == Severity.CRITICAL);
    }

    private static Alert over(Alert alert, Instant now) {
        if (!alert.isOpen()) return alert;
        if (alert.expiresAt() != null && !now.isBefore(alert.expiresAt())) {
            return AlertRules.end(alert, "its source says it no more", now);
        }
        DrillTerms drill = alert.drill();
        if (drill != null && !now.isBefore(alert.episode().openedAt().plus(drill.answerWithin()))) {
            return AlertRules.end(alert, "nobody answered", now);
        }
        return alert;
    }

    /** Who would be told of what somebody looks after already, or of a drill that is over. */
    private static Alert withoutNeedless(Alert alert, Instant now) {
        return alert.changingPages(
                page -> page.isWaiting() && page.kind() == Page.Kind.PAGE ? page.needless(now) : page);
    }

    private static Alert allClear(Alert alert, Instant now) {
        if (alert.drill() != null) return withoutNeedless(alert, now);
        return alert.paging(Page.Kind.ALL_CLEAR, 0, alert.owedAllClear(), now);
    }

    private static Alert climb(Alert alert, EscalationPolicy policy, AlertSettings settings, Instant now) {
        Episode episode = alert.episode();
        Instant steppedAt = episode.steppedAt();
        if (episode.steps() >= policy.stepsInAll()) return alert;
        if (steppedAt != null) {
            // the clock went back: wait from now on, not until the time that was
            if (steppedAt.isAfter(now)) return alert.with(episode.stepped(episode.steps(), now));
            Duration patience = policy.step(episode.steps() - 1).patience();
            if (now.isBefore(steppedAt.plus(patience))) return alert;
        }
        return nextStep(alert, policy, settings, now);
    }

    /** The next step that wakes anybody: those whose contacts all sleep are passed over; when everybody sleeps it waits. */
    private static Alert nextStep(Alert alert, EscalationPolicy policy, AlertSettings settings, Instant now) {
        int first = alert.episode().steps();
        int last = Math.min(first + policy.steps().size(), policy.stepsInAll());
        for (int step = first; step < last; step++) {
            List<Label> awake = policy.step(step).contacts().stream()
                    .flatMap(name -> Stream.ofNullable(settings.contacts().get(name)))
                    .filter(contact -> contact.isAwakeFor(alert.subject().severity(), now))
                    .map(Contact::name)
                    .toList();
            if (!awake.isEmpty()) {
                return alert.paging(Page.Kind.PAGE, step, awake, now)
                        .with(alert.episode().stepped(step + 1, now));
            }
        }
        return alert;
    }

    private EscalationRules() {}
}
