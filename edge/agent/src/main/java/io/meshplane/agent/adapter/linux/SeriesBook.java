package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.SeriesHandle;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The series that a router has shown lately. A series keeps its handle while it is asked for; one that was not for a while is
 * forgotten, so that neighbours that come and go leave nothing behind. For one thread.
 */
final class SeriesBook {
    /** Observations in which a series may be missing without being forgotten. */
    private static final int KEPT = 30;

    private final Map<String, Double> steps;
    private final Map<List<String>, Entry> entries = new HashMap<>();
    private long observation;

    private static final class Entry {
        private final SeriesHandle[] handles;
        private long lastUsed;

        Entry(SeriesHandle[] handles) {
            this.handles = handles;
        }
    }

    /** An empty book; the steps are those of {@link LinuxSettings}. */
    SeriesBook(Map<String, Double> steps) {
        this.steps = steps;
    }

    /**
     * The handles of one thing, such as an interface.
     *
     * @param thing its kind and what tells it from others of the kind
     */
    SeriesHandle[] of(List<String> thing, Function<SeriesBook, SeriesHandle[]> make) {
        Entry entry = entries.get(thing);
        if (entry == null) {
            entry = new Entry(make.apply(this));
            entries.put(thing, entry);
        }
        entry.lastUsed = observation;
        return entry.handles;
    }

    /** Handles of series of doubles that differ in name only. */
    SeriesHandle[] numbers(List<String> names, Label... labels) {
        return names.stream().map(name -> number(name, labels)).toArray(SeriesHandle[]::new);
    }

    /** Handles of cumulative counters that differ in name only. */
    static SeriesHandle[] counts(List<String> names, Label... labels) {
        return names.stream()
                .map(name -> SeriesHandle.count(name, List.of(labels)))
                .toArray(SeriesHandle[]::new);
    }

    /** A new handle of a series of doubles, with its declared precision. */
    SeriesHandle number(String name, Label... labels) {
        return SeriesHandle.of(name, Arrays.asList(labels), steps.getOrDefault(name, 0.0));
    }

    /** An observation is complete: forgets what was not asked for in a while. */
    void turn() {
        observation++;
        entries.values().removeIf(entry -> observation - entry.lastUsed > KEPT);
    }

    /** Things whose handles are kept. */
    int things() {
        return entries.size();
    }
}
