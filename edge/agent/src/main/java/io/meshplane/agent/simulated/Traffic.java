package io.meshplane.agent.simulated;

import java.util.SplittableRandom;

/**
 * Bytes sent over one direction of a link since the simulation began: a function of time only, so that both ends agree at every
 * moment. Bursts come in slots of seven seconds; after half an hour the pattern repeats.
 */
final class Traffic {
    private static final int SLOTS = 257;
    private static final long SLOT_MS = 7_000;
    private static final long PERIOD_MS = SLOTS * SLOT_MS;

    private final long[] sentBefore = new long[SLOTS + 1];
    private final int lostPerMille;

    /**
     * One direction.
     *
     * @param lostPerMille of the bytes sent, 0-1000
     */
    Traffic(long seed, int lostPerMille) {
        SplittableRandom random = new SplittableRandom(seed);
        this.lostPerMille = lostPerMille;
        long scale = 2_000 + random.nextLong(60_000);
        for (int slot = 0; slot < SLOTS; slot++) {
            boolean burst = random.nextInt(10) < 3;
            // most slots are quiet; a burst is heavy-tailed, up to about 100 times the link's usual rate
            double bytesPerSecond = burst ? scale / Math.max(0.01, random.nextDouble()) : scale * random.nextDouble();
            sentBefore[slot + 1] = sentBefore[slot] + (long) (bytesPerSecond * SLOT_MS / 1000);
        }
    }

    /** Cumulative; never falls. */
    long sentBytes(long elapsedMs) {
        long periods = elapsedMs / PERIOD_MS;
        long inPeriod = elapsedMs % PERIOD_MS;
        int slot = (int) (inPeriod / SLOT_MS);
        long slotBytes = sentBefore[slot + 1] - sentBefore[slot];
        long inSlot = slotBytes * (inPeriod % SLOT_MS) / SLOT_MS;
        return periods * sentBefore[SLOTS] + sentBefore[slot] + inSlot;
    }

    /** Cumulative; sent = received + lost, exactly. */
    long lostBytes(long elapsedMs) {
        return sentBytes(elapsedMs) * lostPerMille / 1000;
    }

    long receivedBytes(long elapsedMs) {
        return sentBytes(elapsedMs) - lostBytes(elapsedMs);
    }
}
