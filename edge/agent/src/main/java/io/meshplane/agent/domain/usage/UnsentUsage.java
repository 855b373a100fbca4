package io.meshplane.agent.domain.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest value of every counter, sent until it is acknowledged, also of one that is gone: its last bytes would be lost else.
 * Where there are too many for a batch, those that waited longest go first. Cumulative values lose nothing by waiting.
 */
public final class UnsentUsage {
    private static final class Entry {
        private Usage latest;
        private @Nullable Usage acknowledged;
        private long turn;
        private boolean gone;

        Entry(Usage latest) {
            this.latest = latest;
        }

        boolean due() {
            return !latest.equals(acknowledged);
        }
    }

    private final Map<Usage.Key, Entry> entries = new LinkedHashMap<>();
    private long turns;

    /** Takes over what was kept from an earlier start: counters that were not acknowledged. */
    public void load(List<Usage> kept) {
        for (Usage usage : kept) {
            Entry entry = new Entry(usage);
            entry.gone = true; // until it is seen again
            entries.put(usage.key(), entry);
        }
    }

    /**
     * What the router shows now.
     *
     * @return true if a counter went away or is new: then the kept values are worth being written at once
     */
    public boolean observed(List<Usage> now) {
        boolean changed = false;
        Set<Usage.Key> seen = new HashSet<>();
        for (Usage usage : now) {
            seen.add(usage.key());
            Entry entry = entries.get(usage.key());
            if (entry == null) {
                entries.put(usage.key(), new Entry(usage));
                changed = true;
            } else {
                entry.latest = usage;
                entry.gone = false;
            }
        }
        for (Map.Entry<Usage.Key, Entry> one : entries.entrySet()) {
            if (seen.contains(one.getKey()) || one.getValue().gone) continue;
            one.getValue().gone = true;
            changed = true;
        }
        entries.values().removeIf(entry -> entry.gone && !entry.due());
        return changed;
    }

    /** The next counters to send, those that waited longest first. */
    public List<Usage> next(int atMost) {
        List<Entry> chosen = entries.values().stream()
                .filter(Entry::due)
                .sorted(Comparator.comparingLong(entry -> entry.turn))
                .limit(atMost)
                .toList();
        List<Usage> next = new ArrayList<>(chosen.size());
        for (Entry entry : chosen) {
            entry.turn = ++turns;
            next.add(entry.latest);
        }
        return next;
    }

    /** The control plane has these values. */
    public void acknowledged(List<Usage> taken) {
        for (Usage usage : taken) {
            Entry entry = entries.get(usage.key());
            if (entry == null) continue;
            entry.acknowledged = usage;
            if (entry.gone && !entry.due()) entries.remove(usage.key());
        }
    }

    /** What is to be kept over a restart. */
    public List<Usage> unacknowledged() {
        return entries.values().stream()
                .filter(Entry::due)
                .map(entry -> entry.latest)
                .toList();
    }
}
