package io.meshplane.chain;

import java.util.Random;

/** Randomness that a failing run can repeat: set the system property {@code meshplane.seed}. */
final class Seeded {
    private Seeded() {}

    static Random random(String purpose) {
        long seed = Long.getLong("meshplane.seed", 20_260_704L);
        System.out.println(purpose + ": seed " + seed);
        return new Random(seed);
    }
}
