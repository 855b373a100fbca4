package io.meshplane.sentinel.domain.alert;

/** When an external watchman that cannot be reached is worth an alert. */
public final class HeartbeatRules {
    private static final int FAILURES_TO_ALERT = 3;

    /**
     * How the last beats went.
     *
     * @param failures in a row
     * @param told whether an alert about them is open
     */
    public record Beats(int failures, boolean told) {
        public static final Beats WELL = new Beats(0, false);
    }

    /** What is to be said after a beat. */
    public enum Told {
        NOTHING,
        FIRING,
        CLEARED
    }

    /** The state after a beat, and what is to be said. */
    public record Outcome(Beats next, Told told) {}

    /** Takes one beat in. */
    public static Outcome after(Beats before, boolean arrived) {
        if (arrived) return new Outcome(Beats.WELL, before.told() ? Told.CLEARED : Told.NOTHING);
        int failures = before.failures() + 1;
        boolean tells = failures >= FAILURES_TO_ALERT && !before.told();
        return new Outcome(new Beats(failures, before.told() || tells), tells ? Told.FIRING : Told.NOTHING);
    }

    private HeartbeatRules() {}
}
