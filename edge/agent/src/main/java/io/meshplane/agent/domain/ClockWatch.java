package io.meshplane.agent.domain;

/**
 * Compares the clock of the wall with one that does not step, look by look.
 *
 * @param wallMs milliseconds since epoch UTC at the last look
 * @param steadyMs the steady clock then, from any beginning
 */
public record ClockWatch(long wallMs, long steadyMs) {
    /** Smaller differences are the clock being slewed, or the time between two readings. */
    public static final long STEP_MS = 1_000;

    /**
     * What a look shows.
     *
     * @param steppedMs by how much the wall clock was set since the last look, forward or, if negative, back; 0 = it was not
     */
    public record Look(ClockWatch next, long steppedMs) {}

    /** Both clocks at a later moment. */
    public Look look(long nowWallMs, long nowSteadyMs) {
        long steppedMs = (nowWallMs - wallMs) - (nowSteadyMs - steadyMs);
        ClockWatch next = new ClockWatch(nowWallMs, nowSteadyMs);
        return new Look(next, Math.abs(steppedMs) >= STEP_MS ? steppedMs : 0);
    }
}
