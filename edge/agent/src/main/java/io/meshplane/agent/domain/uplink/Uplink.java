package io.meshplane.agent.domain.uplink;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path to the control plane, watched once a second without sending anything while all is well: a route and a carrier are
 * there, and what is sent is followed by something received. Where that fails, and where an upload was not answered, the path is
 * probed every second until it answers. Times come from a clock that does not go back.
 *
 * @param state what is believed
 * @param sinceMs when that began; of SUSPECT and DOWN the moment from which on nothing proves the path
 * @param cause of SUSPECT and DOWN, in words
 * @param last sight before; null = none
 * @param heardMs when something was received last, as far as known
 * @param sentThen packets sent by then
 */
public record Uplink(
        State state, long sinceMs, String cause, @Nullable PathSight last, long heardMs, long sentThen) {
    /** So long nothing comes back before that is suspicious. */
    public static final long SILENCE_MS = 3_000;

    /** So many packets must have gone unanswered: one or two need no answer. */
    public static final long UNANSWERED_PACKETS = 3;

    /** What is believed of the path. */
    public enum State {
        UP,
        SUSPECT,
        DOWN
    }

    /**
     * The path was down.
     *
     * @param startMs of the watch's clock
     */
    public record Outage(long startMs, long lengthMs, String cause) {}

    /**
     * What follows from an event.
     *
     * @param probe the path is to be probed now
     * @param outage one that has just ended
     */
    public record Change(Uplink next, boolean probe, Optional<Outage> outage) {}

    /** Nothing is known yet. */
    public static Uplink start(long nowMs) {
        return new Uplink(State.UP, nowMs, "", null, nowMs, 0);
    }

    /** A look, once a second. */
    public Change look(PathSight sight, long nowMs) {
        Uplink seen = heard(sight, nowMs);
        return switch (state) {
            case UP -> seen.lookWhileUp(sight, nowMs);
            case SUSPECT -> sight.open() ? seen.asking() : seen.down(sight).quiet();
            case DOWN -> sight.open() ? seen.asking() : seen.quiet();
        };
    }

    private Change lookWhileUp(PathSight sight, long nowMs) {
        if (!sight.open()) {
            return new Uplink(State.DOWN, nowMs, closed(sight), sight, heardMs, sentThen).quiet();
        }
        boolean silent = nowMs - heardMs >= SILENCE_MS && sight.sentPackets() - sentThen >= UNANSWERED_PACKETS;
        return silent ? suspect(heardMs, "nothing is received").asking() : quiet();
    }

    /** An upload had no answer. */
    public Change unanswered(long sentAtMs) {
        return state == State.UP
                ? suspect(sentAtMs, "an upload was not answered").asking()
                : quiet();
    }

    /** A probe has ended. */
    public Change probed(boolean answered, long nowMs) {
        if (state == State.UP) return quiet();
        if (!answered) return new Uplink(State.DOWN, sinceMs, cause, last, heardMs, sentThen).quiet();
        long sent = last == null ? 0 : last.sentPackets();
        Uplink up = new Uplink(State.UP, nowMs, "", last, nowMs, sent);
        if (state == State.SUSPECT) return up.quiet();
        return new Change(up, false, Optional.of(new Outage(sinceMs, Math.max(1, nowMs - sinceMs), cause)));
    }

    private Uplink heard(PathSight sight, long nowMs) {
        PathSight before = last;
        boolean received = before == null
                || !before.interfaceName().equals(sight.interfaceName())
                || sight.receivedPackets() != before.receivedPackets();
        return received
                ? new Uplink(state, sinceMs, cause, sight, nowMs, sight.sentPackets())
                : new Uplink(state, sinceMs, cause, sight, heardMs, sentThen);
    }

    private Uplink suspect(long fromMs, String why) {
        return new Uplink(State.SUSPECT, fromMs, why, last, heardMs, sentThen);
    }

    private Uplink down(PathSight sight) {
        return new Uplink(State.DOWN, sinceMs, closed(sight), last, heardMs, sentThen);
    }

    private static String closed(PathSight sight) {
        return sight.routed() ? "no carrier on " + sight.interfaceName() : "no route";
    }

    private Change quiet() {
        return new Change(this, false, Optional.empty());
    }

    private Change asking() {
        return new Change(this, true, Optional.empty());
    }
}
