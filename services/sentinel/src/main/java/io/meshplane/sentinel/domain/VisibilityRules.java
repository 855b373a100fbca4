package io.meshplane.sentinel.domain;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what was written can be seen where users ask: NOERROR from the primary tells nothing of its secondaries. */
public final class VisibilityRules {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int DOUBLINGS_MAX = 10;

    /**
     * How a server stands to what was written.
     *
     * @param written as the primary shows it
     * @param newest serial of the zone at the primary; null = it did not say
     */
    public static AuthorityView judge(
            String server, DnsState written, @Nullable ZoneSerial newest, DnsState found, ZoneSerial serial) {
        if (found.equals(written)) return new AuthorityView(server, AuthorityView.State.SHOWS, serial, "");
        if (epoch(found) > epoch(written)) {
            return new AuthorityView(server, AuthorityView.State.SHOWS, serial, "a later write");
        }
        if (newest != null && serial.isBehind(newest)) {
            return new AuthorityView(
                    server,
                    AuthorityView.State.LAGS,
                    serial,
                    "its zone has serial " + serial + ", the primary's " + newest);
        }
        return new AuthorityView(
                server,
                AuthorityView.State.DIFFERS,
                serial,
                "it answers " + found.answers() + " of epoch " + epoch(found) + " from a zone of serial " + serial);
    }

    private static long epoch(DnsState state) {
        return state.mark().map(EpochMark::epoch).orElse(0L);
    }

    /** Whether each server shows it. */
    public static boolean isVisible(Collection<AuthorityView> views) {
        return views.stream().allMatch(view -> view.state() == AuthorityView.State.SHOWS);
    }

    /** Why writing once more is worth a try; empty if it is not. */
    public static Optional<String> reasonToSendAgain(Collection<AuthorityView> views) {
        return views.stream()
                .filter(AuthorityView::isMendedByWriting)
                .findFirst()
                .map(view -> "sent again, " + view.server() + " does not show it: " + view.detail());
    }

    /**
     * How long a write is left to spread before it is sent again.
     *
     * @param within how long spreading may take
     * @param sentAgain how many times it was already; each doubles the pause, up to 15 minutes
     */
    public static Duration patience(Duration within, int sentAgain) {
        Duration pause = within.multipliedBy(1L << Math.clamp(sentAgain, 0, DOUBLINGS_MAX));
        Duration longest = within.compareTo(LONGEST_PAUSE) > 0 ? within : LONGEST_PAUSE;
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private VisibilityRules() {}
}
