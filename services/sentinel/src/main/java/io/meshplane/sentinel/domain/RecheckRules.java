package io.meshplane.sentinel.domain;

/**
 * Whether a look is repeated at once instead of after a period. One that failed is, and one whose answer is late: either a packet
 * was lost, or users wait.
 */
public final class RecheckRules {

    /**
     * Whether another look begins.
     *
     * @param failuresInARow that this vantage point had seen of the member before
     * @param looks of this burst that have failed or are late, 1 or more
     */
    public static boolean isRecheckedAtOnce(int failuresInARow, int looks, Thresholds thresholds) {
        boolean knownToBeDown = failuresInARow >= thresholds.failuresToDown();
        return !knownToBeDown && looks < thresholds.failuresToDown();
    }

    private RecheckRules() {}
}
