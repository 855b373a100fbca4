package io.meshplane.sentinel.domain;

/**
 * Whether a probe is repeated at once instead of after a period. A first failure is: either it was a lost packet, or users wait.
 */
public final class RecheckRules {

    /**
     * Looks at the row of failures that this vantage point has seen of a member, its latest probe included.
     *
     * @param failuresInARow 0 if the latest succeeded
     */
    public static boolean isRecheckedAtOnce(int failuresInARow, Thresholds thresholds) {
        return failuresInARow > 0 && failuresInARow < thresholds.failuresToDown();
    }

    private RecheckRules() {}
}
