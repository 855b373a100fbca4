package io.meshplane.route.domain.graph;

/**
 * Ways that score worse than the best so far; those that score the same stay, so that price decides between them.
 *
 * @param best price and metric of the best; follows what is found
 */
record WorseThan(Balance rule, long[] best) implements Labels.Hopeless {
    @Override
    public boolean test(long[] least) {
        return best[1] != Long.MAX_VALUE && rule.compare(least[0], least[1], best[0], best[1]) > 0;
    }

    @Override
    public void found(long[] sums) {
        boolean first = best[1] == Long.MAX_VALUE;
        if (first || rule.compare(sums[0], sums[1], best[0], best[1]) < 0) System.arraycopy(sums, 0, best, 0, 2);
    }
}
