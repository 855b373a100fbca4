package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.dns.DnsProvider;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecordPlan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The writer of one record with its memory, for tests outside this package. */
public final class RecordWriters {
    private final RecordWriter writer;
    private final RecordProgress progress = new RecordProgress();

    private RecordWriters(RecordWriter writer) {
        this.writer = writer;
    }

    /** One that does not wait for a server to show what it accepted. */
    public static RecordWriters of(DnsProvider server, Policy policy) {
        return new RecordWriters(new RecordWriter(server, policy, pool -> true, Duration.ZERO, (pool, now) -> true));
    }

    /** Reads, decides and writes as {@link RecordFlow} has it done; true if the record is looked after. */
    public boolean bringToDesired(Pool pool, PoolState health, Instant now) {
        RecordOutcome outcome = writer.bringToDesired(pool, health, progress.epochSeen(), progress.inDoubt(), now);
        return switch (outcome) {
            case RecordOutcome.Kept(var dns) -> saw(dns, now);
            case RecordOutcome.Held(var dns, var reason) -> saw(dns, now);
            case RecordOutcome.NotOurs(var dns, var reason) -> saw(dns, now);
            case RecordOutcome.Edited(var dns, var reason) -> saw(dns, now);
            case RecordOutcome.Written(var dns, var write) -> saw(dns, now);
            case RecordOutcome.Unreachable(var reason, var inDoubt) -> failed(inDoubt, now);
            case RecordOutcome.Failed ignored -> failed(null, now);
        };
    }

    private boolean saw(DnsState dns, Instant now) {
        progress.saw(dns, now);
        return true;
    }

    private boolean failed(RecordPlan.@Nullable Write inDoubt, Instant now) {
        progress.failed(inDoubt, now);
        return false;
    }
}
