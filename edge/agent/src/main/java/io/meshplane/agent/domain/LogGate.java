package io.meshplane.agent.domain;

/**
 * How much of a log passes: so many lines a second, and a burst. Of a flood a sample passes and the rest is counted. Errors have a
 * bucket of their own, which a flood of other lines cannot empty; only so many of them per minute are passed on as urgent.
 */
public final class LogGate {
    /** What becomes of a line. */
    public enum Verdict {
        SUPPRESS,
        PASS,
        PASS_URGENT
    }

    /**
     * The limits.
     *
     * @param linesPerSecond that pass in the long run; a line counts once per begun {@link #BYTES_PER_TOKEN} bytes
     * @param burst lines that pass at once
     * @param urgentPerMinute lines passed on as urgent; further errors pass as others do
     */
    public record Limits(double linesPerSecond, double burst, double urgentPerMinute) {
        /** For a router's log: some hundred times what one writes in an hour passes at once, then 20 lines a second. */
        public static final Limits DEFAULT = new Limits(20, 2_000, 6);
    }

    /** Size up to which a line counts as one. */
    public static final int BYTES_PER_TOKEN = 512;

    private static final long NOTE_EVERY_MS = 10_000;

    private final Bucket lines;
    private final Bucket errors;
    private final Bucket urgent;
    private long suppressed;
    private long suppressedEver;
    private long notedAtMs = Long.MIN_VALUE;

    /**
     * A gate.
     *
     * @param suppressed lines of an earlier run that nobody was told of yet
     */
    public LogGate(Limits limits, long suppressed) {
        this.lines = new Bucket(limits.linesPerSecond(), limits.burst());
        this.errors = new Bucket(limits.linesPerSecond() / 4, limits.burst() / 4);
        this.urgent = new Bucket(limits.urgentPerMinute() / 60, limits.urgentPerMinute());
        this.suppressed = suppressed;
    }

    /**
     * Decides about a line.
     *
     * @param nowMs of a clock that does not go back
     */
    public Verdict offer(int bytes, boolean error, long nowMs) {
        int tokens = 1 + Math.max(0, bytes - 1) / BYTES_PER_TOKEN;
        boolean passes = lines.take(tokens, nowMs) || (error && errors.take(tokens, nowMs));
        if (!passes) {
            suppressed++;
            suppressedEver++;
            return Verdict.SUPPRESS;
        }
        return error && urgent.take(1, nowMs) ? Verdict.PASS_URGENT : Verdict.PASS;
    }

    /**
     * Lines to tell people of as suppressed; 0 = none, or told of less than ten seconds ago. Those told of are not counted again.
     *
     * @param last whether nothing will be offered any more
     */
    public long note(long nowMs, boolean last) {
        boolean due = last || notedAtMs == Long.MIN_VALUE || nowMs - notedAtMs >= NOTE_EVERY_MS;
        if (suppressed == 0 || !due) return 0;
        long note = suppressed;
        suppressed = 0;
        notedAtMs = nowMs;
        return note;
    }

    /** Suppressed lines that nobody was told of yet. */
    public long untold() {
        return suppressed;
    }

    /** All suppressed lines since the start. */
    public long suppressedEver() {
        return suppressedEver;
    }

    private static final class Bucket {
        private final double perMs;
        private final double capacity;
        private double tokens;
        private long filledAtMs = Long.MIN_VALUE;

        Bucket(double perSecond, double capacity) {
            this.perMs = perSecond / 1000;
            this.capacity = capacity;
            this.tokens = capacity;
        }

        boolean take(double wanted, long nowMs) {
            if (filledAtMs != Long.MIN_VALUE && nowMs > filledAtMs) {
                tokens = Math.min(capacity, tokens + (nowMs - filledAtMs) * perMs);
            }
            filledAtMs = Math.max(filledAtMs, nowMs);
            if (tokens < wanted) return false;
            tokens -= wanted;
            return true;
        }
    }
}
