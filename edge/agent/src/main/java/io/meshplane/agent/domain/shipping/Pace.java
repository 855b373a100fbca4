package io.meshplane.agent.domain.shipping;

/**
 * When live is due, and how far the buffer was at the last ends of an interval.
 *
 * @param boundaryMs when the running interval ends
 * @param olderMark head of the buffer at the boundary before the last: live that is behind it is late, and goes on there
 * @param newerMark head of the buffer at the last boundary
 * @param due live is due and was not ordered so far
 * @param flushes urgent batches that may leave early now
 */
record Pace(
        long intervalMs, int maxFlushes, long boundaryMs, long olderMark, long newerMark, boolean due, int flushes) {
    static Pace start(ShippingPolicy policy, long head, long firstLiveMs) {
        int flushes = policy.earlyFlushes();
        return new Pace(policy.intervalMs(), flushes, firstLiveMs, head, head, false, flushes);
    }

    /** Time has come to here; boundaries that were passed mark the buffer's head and give early flushes back. */
    Pace at(long head, long nowMs) {
        if (nowMs < boundaryMs) return this;
        long passed = 1 + (nowMs - boundaryMs) / intervalMs;
        int more = (int) Math.min(maxFlushes, flushes + passed);
        return new Pace(intervalMs, maxFlushes, boundaryMs + passed * intervalMs, newerMark, head, true, more);
    }

    /** Due early, if one of the early flushes is left; else it leaves at the boundary. */
    Pace urgent() {
        return due || flushes == 0 ? this : with(true, flushes - 1);
    }

    Pace ordered() {
        return with(false, flushes);
    }

    Pace again() {
        return with(true, flushes);
    }

    private Pace with(boolean isDue, int left) {
        return new Pace(intervalMs, maxFlushes, boundaryMs, olderMark, newerMark, isDue, left);
    }
}
