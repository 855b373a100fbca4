package io.meshplane.bench.agent;

import io.meshplane.testkit.router.Cable;
import java.util.Optional;

/**
 * What an agent took in one role.
 *
 * @param neighbourChanges neighbours that came or went meanwhile
 * @param door what arrived
 * @param traffic what crossed the cable, handshakes included; empty if nobody could count it
 * @param process what its process took
 */
record RoleFigure(
        Role role, long neighbourChanges, DoorCounts door, Optional<Cable.Traffic> traffic, AgentFootprint process) {
    /** Series, as an average over the scrapes that arrived. */
    long series() {
        return door.scrapes() == 0 ? 0 : Math.round((double) door.values() / door.scrapes());
    }

    /** IP bytes, both ways, a value; empty if they were not counted or nothing arrived. */
    Optional<Double> bytesPerValue() {
        return door.values() == 0
                ? Optional.empty()
                : traffic.map(crossed -> (double) crossed.ipBytes() / door.values());
    }

    /** Whether something was refused, or nothing came. */
    boolean hasFailed() {
        return door.complaints() > 0 || door.batches() == 0;
    }
}
