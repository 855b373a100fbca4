package io.meshplane.bench.agent;

import java.util.Locale;

/** What a router is in its network; by that the agent decides how often it reports. */
public enum Role {
    /** Forty peers, a batch a minute. */
    GATEWAY(0.9, 10_000),
    /** Two peers, a batch each five minutes. */
    CLIENT(2.0, 0);

    private final double bytesPerValueMost;
    private final int neighbourChanges;

    Role(double bytesPerValueMost, int neighbourChanges) {
        this.bytesPerValueMost = bytesPerValueMost;
        this.neighbourChanges = neighbourChanges;
    }

    /** As options and figures name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The goal: IP bytes a value, over an hour. */
    double bytesPerValueMost() {
        return bytesPerValueMost;
    }

    /** Neighbours that come and go while it is measured. */
    int neighbourChanges() {
        return neighbourChanges;
    }
}
