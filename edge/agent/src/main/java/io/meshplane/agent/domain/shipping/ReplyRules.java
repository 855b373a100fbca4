package io.meshplane.agent.domain.shipping;

import org.jspecify.annotations.Nullable;

/**
 * What telemetry-ingest's answer to a batch means. Only its own words end a batch, for what stands between (a captive portal, a
 * proxy) answers with any status: a success must name the batch, a refusal must be a problem (RFC 9457).
 */
public final class ReplyRules {
    /** The receiver has not the state that the batch builds on. */
    public static final String STATE_MISSING = "urn:meshplane:problem:state-missing";

    /** The receiver does not know the session: sign in again. */
    public static final String SESSION_UNKNOWN = "urn:meshplane:problem:session-unknown";

    /**
     * The outcome.
     *
     * @param problem type of the problem in the body, {@code about:blank} if it names none; null = the body is no problem
     * @param accepted the header of that name; null = none
     */
    public static Outcome outcome(
            int status, @Nullable String problem, @Nullable String accepted, long bootId, long sequence) {
        if (status >= 200 && status < 300) {
            return name(bootId, sequence).equals(accepted) ? Outcome.TAKEN : Outcome.LATER;
        }
        if (problem == null) return Outcome.LATER;
        return switch (status) {
            case 400, 413, 422 -> Outcome.REFUSED;
            case 409 -> problem.equals(STATE_MISSING) ? Outcome.STATE_MISSING : Outcome.LATER;
            default -> Outcome.LATER;
        };
    }

    /** How an answer names a batch: the boot id in 16 hex digits, a slash, the sequence. */
    public static String name(long bootId, long sequence) {
        return "%016x/%d".formatted(bootId, sequence);
    }

    private ReplyRules() {}
}
