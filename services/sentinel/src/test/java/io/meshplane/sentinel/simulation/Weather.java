package io.meshplane.sentinel.simulation;

import java.util.Arrays;
import java.util.Random;

/** What goes wrong, second by second, until it ends. Each flag flips with its own chance a second. */
final class Weather {
    private static final int MEMBER_ONE_IN = 40;
    private static final int VANTAGE_ONE_IN = 50;
    private static final int LINK_ONE_IN = 60;
    private static final int BROKER_ONE_IN = 50;
    private static final int SERVER_ONE_IN = 20;
    private static final int PAUSE_ONE_IN = 25;
    private static final int REBALANCE_ONE_IN = 30;
    private static final int SKEW_SECONDS_MAX = 20;

    final boolean[] memberDown;
    /** One vantage point at most calls what is up down and the other way round. */
    final boolean[] lies;

    final boolean[] cutOff;
    /** By vantage point and member: the way between the two is broken. */
    final boolean[][] partitioned;

    final int[] skewSeconds;
    boolean brokerAway;
    SimulatedDns.Fault server = SimulatedDns.Fault.NONE;
    boolean pausesWriter;
    boolean rebalances;
    private final Random random;

    /** @param random of the seed */
    Weather(int vantages, int members, Random random) {
        this.random = random;
        memberDown = new boolean[members];
        lies = new boolean[vantages];
        cutOff = new boolean[vantages];
        partitioned = new boolean[vantages][members];
        skewSeconds = new int[vantages];
        int oddOne = random.nextInt(vantages);
        switch (random.nextInt(3)) {
            case 0 -> lies[oddOne] = true;
            case 1 -> skewSeconds[oddOne] = random.nextInt(2 * SKEW_SECONDS_MAX + 1) - SKEW_SECONDS_MAX;
            default -> {} // all honest, all on time
        }
    }

    void nextSecond() {
        flip(memberDown, MEMBER_ONE_IN);
        flip(cutOff, VANTAGE_ONE_IN);
        for (boolean[] links : partitioned) flip(links, LINK_ONE_IN);
        if (oneIn(BROKER_ONE_IN)) brokerAway = !brokerAway;
        if (oneIn(SERVER_ONE_IN)) {
            SimulatedDns.Fault[] faults = SimulatedDns.Fault.values();
            server =
                    server == SimulatedDns.Fault.NONE ? faults[random.nextInt(faults.length)] : SimulatedDns.Fault.NONE;
        }
        pausesWriter = oneIn(PAUSE_ONE_IN);
        rebalances = oneIn(REBALANCE_ONE_IN);
    }

    /** The last fault is over; the member of this number is up, others stay as they are. */
    void clearsUp(int memberUp) {
        memberDown[memberUp] = false;
        Arrays.fill(cutOff, false);
        for (boolean[] links : partitioned) Arrays.fill(links, false);
        brokerAway = false;
        server = SimulatedDns.Fault.NONE;
        pausesWriter = false;
        rebalances = false;
    }

    /** Whether this vantage point tells of a success. */
    boolean tells(int vantage, int member) {
        boolean reached = !memberDown[member] && !cutOff[vantage] && !partitioned[vantage][member] && !oneIn(50);
        return lies[vantage] != reached;
    }

    boolean oneIn(int seconds) {
        return random.nextInt(seconds) == 0;
    }

    private void flip(boolean[] flags, int oneIn) {
        for (int i = 0; i < flags.length; i++) if (oneIn(oneIn)) flags[i] = !flags[i];
    }
}
