package io.meshplane.sentinel.domain.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signal makes of an alert. Signals count in the order in which they were taken in; no clock decides which of two is the
 * later one, since each may carry a wrong one.
 */
public final class AlertRules {

    /**
     * Takes a signal in.
     *
     * @param known null = the alert was never heard of
     * @param signalId the same for each telling of the same signal; empty = it is told once
     * @return null = there is no such alert, and this makes none
     */
    public static @Nullable Alert take(
            @Nullable Alert known, AlertKey key, Signal signal, String signalId, Instant now) {
        if (known != null && known.heard().contains(signalId)) return known;
        Alert next = switch (signal) {
            case Signal.Firing firing -> fire(known, key, firing, now);
            case Signal.Cleared(String why) -> known == null ? null : end(known, why, now);
            case Signal.Acknowledged said -> known == null ? null : acknowledge(known, said, now);
        };
        return next == null || signalId.isEmpty() ? next : next.heard(signalId);
    }

    private static Alert fire(@Nullable Alert known, AlertKey key, Signal.Firing firing, Instant now) {
        if (known == null) {
            Episode first = Episode.opening(1, now);
            return new Alert(
                    key,
                    1,
                    firing.subject(),
                    firing.expiresAt(),
                    firing.drill(),
                    first,
                    List.of(),
                    List.of(),
                    List.of());
        }
        boolean worse = firing.subject().severity().compareTo(known.subject().severity()) > 0;
        if (!known.isOpen() || worse) return again(known, firing, now);
        // it does not become harmless while it lasts: who was paged for it would not hear of it
        Subject subject = firing.subject().with(known.subject().severity());
        return known.with(subject, firing.expiresAt()).with(known.episode().seen(now));
    }

    /** A new outbreak, or one that became worse: whoever acknowledged the former one has not seen this. */
    private static Alert again(Alert known, Signal.Firing firing, Instant now) {
        return known.with(firing.subject(), firing.expiresAt()).breakingOut(now);
    }

    private static Alert acknowledge(Alert alert, Signal.Acknowledged said, Instant now) {
        if (alert.isAcknowledged() || said.episode() != alert.episode().number()) return alert;
        Acknowledgement by = new Acknowledgement(said.by(), said.note(), now);
        Alert answered = alert.with(alert.episode().acknowledged(by));
        return alert.drill() == null ? answered : end(answered, "answered by " + said.by(), now);
    }

    /** Ends the outbreak; what is over already stays as it ended. */
    static Alert end(Alert alert, String why, Instant now) {
        return alert.isOpen() ? alert.with(alert.episode().ended(new Ending(why, now))) : alert;
    }

    private AlertRules() {}
}
