package io.meshplane.testkit.telemetry;

import java.util.random.RandomGenerator;

/** What one household does with its link in a scrape: a Markov chain of idle, browse, stream, bulk. */
final class Household {
    private static final double[] LOG_MEAN = {0, 5.6, 8.1, 9.75};
    private static final double[] PERSISTENCE = {0, 0.5, 0.6, 0.9};
    private static final double[] INNOVATION = {0, 1.1, 0.30, 0.10};
    private static final double[] UNITS = {0, 56, 87, 87};
    private static final double[] UNITS_SIGMA = {0, 34, 12, 12};
    private static final int UNIT_BYTES = 16;

    private final double activity;
    private int state;
    private double deviation;
    private boolean upload;
    /** Towards the household and from it, in the scrape. */
    long packetsDown;

    long packetsUp;
    long bytesDown;
    long bytesUp;

    Household(RandomGenerator random) {
        activity = 0.3 + 1.7 * random.nextDouble();
        state = random.nextInt(10) < 7 ? 0 : 1 + random.nextInt(3);
    }

    /** @param diurnal 0 to 1 */
    void tick(RandomGenerator random, double diurnal) {
        move(random, diurnal * activity);
        packetsDown = 0;
        packetsUp = 0;
        bytesDown = 0;
        bytesUp = 0;
        if (state == 0) return;
        double sigma = INNOVATION[state];
        deviation = PERSISTENCE[state] * deviation + sigma * random.nextGaussian();
        long main = Math.round(StrictMath.exp(LOG_MEAN[state] + deviation));
        long back = Math.round(main * (0.35 + 0.15 * random.nextDouble()));
        long mainBytes = bytes(random, main, UNITS[state], UNITS_SIGMA[state]);
        long backBytes = bytes(random, back, state == 1 ? 11 : 6.5, state == 1 ? 8 : 3);
        packetsDown = upload ? back : main;
        packetsUp = upload ? main : back;
        bytesDown = upload ? backBytes : mainBytes;
        bytesUp = upload ? mainBytes : backBytes;
    }

    private static long bytes(RandomGenerator random, long packets, double units, double sigma) {
        return Math.max(
                        packets * 4,
                        Math.round(packets * units + StrictMath.sqrt((double) packets) * sigma * random.nextGaussian()))
                * UNIT_BYTES;
    }

    private void move(RandomGenerator random, double a) {
        double draw = random.nextDouble();
        int next = switch (state) {
            case 0 -> draw < 0.030 * a ? 1 : 0;
            case 1 -> draw < 0.020 * a ? 2 : draw < 0.028 * a ? 3 : draw < 0.028 * a + 0.06 ? 0 : 1;
            case 2 -> draw < 0.02 ? 1 : 2;
            default -> draw < 0.09 ? 1 : 3;
        };
        if (next == state) return;
        state = next;
        deviation = 0;
        upload = state == 3 && random.nextInt(4) == 0;
    }
}
