package io.meshplane.sentinel.domain;

/**
 * How much evidence it takes to call a member up or down.
 *
 * @param failuresToDown failed observations in a row from which a vantage point calls a member down, 1-100
 * @param successesToUp successful ones in a row from which it calls it up, 1-100
 * @param quorum how many vantage points must agree at least, 1-64; a majority of those heard must agree in any case
 */
public record Thresholds(int failuresToDown, int successesToUp, int quorum) {
    public static final int IN_A_ROW_MAX = 100;
    public static final int QUORUM_MAX = MemberState.VANTAGES_MAX;

    public Thresholds {
        requireWithin("failures to down", failuresToDown, IN_A_ROW_MAX);
        requireWithin("successes to up", successesToUp, IN_A_ROW_MAX);
        requireWithin("quorum", quorum, QUORUM_MAX);
    }

    private static void requireWithin(String what, int value, int max) {
        if (value < 1 || value > max) throw new IllegalArgumentException(what + ": " + value);
    }
}
