package io.meshplane.payment;

import java.util.Random;

/** Randomness that a failing run can repeat: set the system property {@code meshplane.seed}. */
public final class Seeded {
    public static Random random(String purpose) {
        long seed = Long.getLong("meshplane.seed", 20_261_121L);
        System.out.println(purpose + ": seed " + seed);
        return new Random(seed);
    }

    private Seeded() {}
}
