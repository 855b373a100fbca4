package io.meshplane.sentinel.adapter.dns;

import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.time.Instant;
import java.util.Optional;

/** Who keeps a zone. Calls block, for the timeout per message at the longest, and throw nothing that the network can cause. */
public interface DnsProvider {

    /** What is answered for a pool's names and the epoch. */
    ReadOutcome read(RecordNames names);

    /**
     * Sends an update.
     *
     * @param decidedAt when what it rests on was read; long after that the update must not be done any more
     */
    UpdateOutcome update(DnsUpdate update, Instant decidedAt);

    /** How new the zone is where updates go; empty if nobody says. */
    Optional<ZoneSerial> serial(DnsName zone);
}
