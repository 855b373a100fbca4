package io.meshplane.agent.domain;

/**
 * The share of Hellos that a neighbour sent and this end did not hear, from babeld's {@code reach}: one bit for each of the last
 * 16 Hellos, the latest one highest (RFC 8966, appendix A.1).
 */
public final class HelloWindow {
    static final int HELLOS = 16;
    private static final int ALL = 0xffff;

    /**
     * Loss in this direction.
     *
     * @param reach 16 bits
     * @param settled whether the neighbour has been there for 16 Hellos: else the zeros before the first one that was heard are
     *     Hellos that were never sent
     * @return 0-1; 1 if none was heard
     */
    static double lossRatio(int reach, boolean settled) {
        int heard = Integer.bitCount(reach & ALL);
        if (heard == 0) return 1;
        int sent = settled ? HELLOS : HELLOS - Integer.numberOfTrailingZeros(reach & ALL);
        return (double) (sent - heard) / sent;
    }

    /** Whether the oldest Hello of the window was heard, so that the neighbour has been there all along. */
    static boolean full(int reach) {
        return (reach & 1) != 0;
    }

    /** Whether none of the last 16 Hellos was lost. */
    public static boolean withoutLoss(int reach) {
        return reach == ALL;
    }

    private HelloWindow() {}
}
