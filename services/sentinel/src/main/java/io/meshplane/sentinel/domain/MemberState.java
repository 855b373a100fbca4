package io.meshplane.sentinel.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a member, and from whom.
 *
 * @param views by vantage point
 */
public record MemberState(SortedMap<String, VantageView> views, MemberHealth health) {
    static final int VANTAGES_MAX = 64;

    public MemberState {
        views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
    }

    MemberState with(MemberHealth next) {
        return new MemberState(views, next);
    }

    /** Takes a view in and forgets those too old to matter. */
    MemberState with(String vantage, VantageView view, Instant oldest) {
        SortedMap<String, VantageView> next = new TreeMap<>(views);
        next.values().removeIf(known -> !known.isHeardSince(oldest));
        next.put(vantage, view);
        return new MemberState(next, health);
    }

    /** Whether no further vantage point is listened to. */
    boolean isFull(Instant oldest) {
        return views.values().stream().filter(view -> view.isHeardSince(oldest)).count() >= VANTAGES_MAX;
    }
}
