package io.meshplane.sentinel.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a write has spread over the zone's servers.
 *
 * @param written what all of them should show
 * @param since when it was written, or first found missing after all had shown it
 * @param views one per server, as last seen; empty = nobody was asked yet
 * @param shownAt by server, when it was first seen to show it
 * @param sentAgain how many times in a row it was written once more because somebody did not show it
 */
public record Spread(
        DnsState written, Instant since, List<AuthorityView> views, Map<String, Instant> shownAt, int sentAgain) {
    public Spread {
        views = List.copyOf(views);
        shownAt = Map.copyOf(shownAt);
    }

    /** Nobody was asked yet. */
    public static Spread of(DnsState written, Instant now) {
        return new Spread(written, now, List.of(), Map.of(), 0);
    }

    /** The primary shows this now; the same state goes on as it was. */
    public Spread following(DnsState next, Instant now) {
        if (next.equals(written)) return this;
        return new Spread(next, now, List.of(), Map.of(), isVisible() ? 0 : sentAgain);
    }

    /** This is being written once more. */
    public Spread beingSentAgain() {
        return new Spread(written, since, views, shownAt, sentAgain + 1);
    }

    /** The servers were asked. */
    public Spread seen(List<AuthorityView> found, Instant now) {
        boolean lost = isVisible() && !VisibilityRules.isVisible(found);
        Map<String, Instant> times = new TreeMap<>();
        for (AuthorityView view : found) {
            if (view.state() != AuthorityView.State.SHOWS) continue;
            times.put(view.server(), shownAt.getOrDefault(view.server(), now));
        }
        return new Spread(written, lost ? now : since, found, times, sentAgain);
    }

    /** Whether each server was seen to show it. */
    public boolean isVisible() {
        return !views.isEmpty() && VisibilityRules.isVisible(views);
    }

    /** Why it should be written once more now; empty = all show it, time is left, or writing would not help. */
    public Optional<String> reasonToSendAgain(Duration within, Instant now) {
        boolean early = now.isBefore(since.plus(VisibilityRules.patience(within, sentAgain)));
        return early ? Optional.empty() : VisibilityRules.reasonToSendAgain(views);
    }
}
