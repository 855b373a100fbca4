package io.meshplane.sentinel.alert;

import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two pages about the same alerts: what {@code alerts.v1} has, and what this instance decided beyond it. Only what has come back from the topic
 * is acted upon. If another instance, paused and woken late, wrote less than is known here, the two are merged and written again: so
 * the newest record of the topic knows everything, whoever wrote it.
 */
final class AlertBook {
    private final Map<AlertKey, Alert> durable = new TreeMap<>(Comparator.comparing(AlertKey::toString));
    private final Map<AlertKey, Alert> decided = new HashMap<>();
    private boolean decides;

    /** Whether this instance is the one that decides; what it decided before is dropped. */
    synchronized void decides(boolean from) {
        decides = from;
        decided.clear();
    }

    /** A record of the topic. */
    synchronized void heard(AlertKey key, Alert told) {
        Alert known = durable.get(key);
        Alert together = known == null ? told : known.and(told);
        durable.put(key, together);
        if (!decides) return;
        Alert mine = decided.get(key);
        Alert all = mine == null ? together : mine.and(together);
        if (all.equals(told)) decided.remove(key);
        else decided.put(key, all);
    }

    /** A tombstone of the topic. */
    synchronized void removed(AlertKey key) {
        durable.remove(key);
        decided.remove(key);
    }

    /**
     * What came of a change.
     *
     * @param undurable what is to be written; null if the topic says it already
     * @param isNew whether this change made it so
     */
    record Decided(@Nullable Alert undurable, boolean isNew) {}

    /**
     * Changes an alert.
     *
     * @param change gets null for an alert that is not known, and answers null to leave it so
     */
    synchronized Decided decide(AlertKey key, UnaryOperator<@Nullable Alert> change) {
        Alert before = decided.getOrDefault(key, durable.get(key));
        Alert next = change.apply(before);
        boolean isNew = next != null && !next.equals(before);
        if (isNew) decided.put(key, next);
        return new Decided(decided.get(key), isNew);
    }

    /** What was decided and has not come back from the topic yet. */
    synchronized List<Alert> undurable() {
        return List.copyOf(decided.values());
    }

    /** The newest that is known here. */
    synchronized Optional<Alert> current(AlertKey key) {
        return Optional.ofNullable(decided.getOrDefault(key, durable.get(key)));
    }

    /** As the topic has it. */
    synchronized Optional<Alert> durable(AlertKey key) {
        return Optional.ofNullable(durable.get(key));
    }

    /** All that the topic has. */
    synchronized Collection<Alert> durable() {
        return List.copyOf(durable.values());
    }

    /** Those of the topic for which something is still to be done. */
    synchronized List<Alert> durableLive() {
        return durable.values().stream().filter(Alert::isLive).toList();
    }

    /** Every alert for which something is still to be done, the newest that is known of each. */
    synchronized List<Alert> live() {
        Map<AlertKey, Alert> all = new HashMap<>(durable);
        all.putAll(decided);
        return all.values().stream().filter(Alert::isLive).toList();
    }
}
