package io.meshplane.simulation.sentinel;

/**
 * A checker that looks from one place, as gdnsd and PowerDNS do: both judge from the server that answers, by failures counted.
 * gdnsd's count of failures is cleared by {@code okThreshold} successes in a row, so failures need not follow each other; PowerDNS 4
 * is the same with 1, 1 and 1.
 *
 * @param name with its setting
 * @param periodMillis between two looks
 * @param timeoutMillis after which a look has failed
 * @param downThreshold failures that take a member down
 * @param okThreshold successes in a row that clear them
 * @param upThreshold successes in a row that bring it back
 */
public record PeerRule(
        String name, int periodMillis, int timeoutMillis, int downThreshold, int okThreshold, int upThreshold) {

    /** How often a healthy member is called down. */
    public long falls(LossTrace trace, int members, int days) {
        long end = LossyWatch.millis(days);
        int[] failures = new int[members];
        int[] successes = new int[members];
        boolean[] down = new boolean[members];
        long falls = 0;
        for (long now = 0; now < end; now += periodMillis) {
            for (int member = 0; member < members; member++) {
                boolean failed = trace.loses(0, member, now) || trace.latencyMillis(0, member, now) > timeoutMillis;
                successes[member] = failed ? 0 : successes[member] + 1;
                if (failed) failures[member]++;
                else if (successes[member] >= okThreshold) failures[member] = 0;
                if (!down[member] && failures[member] >= downThreshold) {
                    down[member] = true;
                    falls++;
                }
                if (down[member] && successes[member] >= upThreshold) {
                    down[member] = false;
                    failures[member] = 0;
                }
            }
        }
        return falls;
    }
}
