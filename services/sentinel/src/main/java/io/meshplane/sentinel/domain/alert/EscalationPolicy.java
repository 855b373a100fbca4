package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Who is paged first, and who next when nobody acknowledges.
 *
 * @param atLeast the severities it is for; of several policies the one for the highest of them counts
 * @param steps 1-{@value #STEPS_MAX}
 * @param rounds how often it goes through the steps, 1-{@value #ROUNDS_MAX}
 */
public record EscalationPolicy(Label name, Severity atLeast, List<Step> steps, int rounds) {
    public static final int STEPS_MAX = 10;
    public static final int CONTACTS_MAX = 20;
    public static final int ROUNDS_MAX = 100;
    public static final Duration PATIENCE_LEAST = Duration.ofSeconds(1);
    public static final Duration PATIENCE_MOST = Duration.ofHours(24);
    private static final Duration EVERYBODYS_PATIENCE = Duration.ofMinutes(15);

    /**
     * Contacts that are paged together.
     *
     * @param patience until the next step
     */
    public record Step(List<Label> contacts, Duration patience) {
        public Step {
            contacts = List.copyOf(contacts);
            if (contacts.isEmpty() || contacts.size() > CONTACTS_MAX) {
                throw new IllegalArgumentException("a step has 1-" + CONTACTS_MAX + " contacts");
            }
            if (patience.compareTo(PATIENCE_LEAST) < 0 || patience.compareTo(PATIENCE_MOST) > 0) {
                throw new IllegalArgumentException("a step waits from 1 second to 24 hours");
            }
        }
    }

    public EscalationPolicy {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException("1-" + STEPS_MAX + " steps are expected");
        }
        if (rounds < 1 || rounds > ROUNDS_MAX) throw new IllegalArgumentException("rounds: " + rounds);
    }

    /** What a critical alert falls back to when nobody said whom to wake: everybody, as often as can be said. */
    static EscalationPolicy everybody(Collection<Label> contacts) {
        List<Label> first = contacts.stream().sorted().limit(CONTACTS_MAX).toList();
        return new EscalationPolicy(
                new Label("everybody"), Severity.CRITICAL, List.of(new Step(first, EVERYBODYS_PATIENCE)), ROUNDS_MAX);
    }

    /** How many steps there are in all rounds together. */
    int stepsInAll() {
        return steps.size() * rounds;
    }

    /** @param count steps taken before, over all rounds */
    Step step(int count) {
        return steps.get(count % steps.size());
    }
}
