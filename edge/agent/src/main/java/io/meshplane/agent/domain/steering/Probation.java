package io.meshplane.agent.domain.steering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which settings hold. New ones are on probation: unless the control plane is heard again with them in force, they may be what cut it
 * off, and the ones before come back ("confirmed commit", RFC 6241 section 8.4). Times are milliseconds of a clock that never goes
 * back.
 *
 * @param confirmed under which the control plane was heard
 * @param tried on probation; null = none
 * @param inForceSinceMs when all of {@code tried} was seen in force; null = not yet
 * @param failed version that did not pass and is not tried again; empty = none
 */
public record Probation(
        BabelSettings confirmed,
        @Nullable BabelSettings tried,
        @Nullable Long inForceSinceMs,
        String failed) {
    /** A router that goes by its own configuration. */
    public static final Probation NOTHING_YET = new Probation(BabelSettings.NONE, null, null, "");

    /** The settings that babeld should go by. */
    public BabelSettings wanted() {
        return tried == null ? confirmed : tried;
    }

    /**
     * The control plane answered.
     *
     * @param offered its settings
     * @param askedAtMs when it was asked: what was asked earlier went another way, perhaps
     */
    public Probation heard(BabelSettings offered, long askedAtMs) {
        Probation known = passed(askedAtMs);
        if (offered.version().equals(known.wanted().version())) return known;
        if (offered.version().equals(known.confirmed.version())) return new Probation(known.confirmed, null, null, "");
        if (offered.version().equals(known.failed)) return known;
        return new Probation(known.confirmed, offered, null, "");
    }

    private Probation passed(long askedAtMs) {
        if (tried == null || inForceSinceMs == null || askedAtMs < inForceSinceMs) return this;
        return new Probation(tried, null, null, "");
    }

    /** All that is wanted was seen in force. */
    public Probation inForce(long nowMs) {
        return tried == null || inForceSinceMs != null ? this : new Probation(confirmed, tried, nowMs, failed);
    }

    /** Time passes. */
    public Probation at(long nowMs, Duration patience) {
        if (tried == null || inForceSinceMs == null || nowMs - inForceSinceMs < patience.toMillis()) return this;
        return new Probation(confirmed, null, null, tried.version());
    }

    /** The same in a new process, whose clock is another: probation begins anew. */
    public Probation restarted() {
        return new Probation(confirmed, tried, null, failed);
    }
}
