package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.dns.NameServer;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.adapter.dns.UpdateOutcome;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecordPlan;
import io.meshplane.sentinel.domain.RecordRules;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings one record to what it should be: read, plan, write, read back. Blocks for a few DNS messages. */
final class RecordWriter {
    private static final int RACES_MAX = 3;
    private static final int LOOKS_MAX = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final NameServer server;
    private final Policy policy;
    private final Predicate<PoolKey> exists;

    /** @param exists see {@link RecordRules#plan} */
    RecordWriter(NameServer server, Policy policy, Predicate<PoolKey> exists) {
        this.server = server;
        this.policy = policy;
        this.exists = exists;
    }

    /** What should happen, given what the server answers. */
    RecordPlan plan(Pool pool, PoolState health, DnsState dns, long epochFloor, Instant now) {
        return RecordRules.plan(pool, health, dns, epochFloor, exists, policy, now);
    }

    /**
     * Does it.
     *
     * @param inDoubt a write of the last time whose answer was lost
     */
    RecordOutcome bringToDesired(
            Pool pool, PoolState health, long epochFloor, RecordPlan.@Nullable Write inDoubt, Instant now) {
        String rcode = "";
        for (int race = 0; race < RACES_MAX; race++) {
            DnsState dns;
            switch (server.read(pool.record())) {
                case ReadOutcome.Unanswered(String reason) -> {
                    return new RecordOutcome.Unreachable(reason, inDoubt);
                }
                case ReadOutcome.Found(DnsState found) -> dns = found;
            }
            if (inDoubt != null
                    && dns.mark().filter(inDoubt.update().mark()::equals).isPresent()) {
                return new RecordOutcome.Written(dns, inDoubt);
            }
            switch (plan(pool, health, dns, epochFloor, now)) {
                case RecordPlan.Keep ignored -> {
                    return new RecordOutcome.Kept(dns);
                }
                case RecordPlan.Hold(String reason) -> {
                    return new RecordOutcome.Held(dns, reason);
                }
                case RecordPlan.NotOurs(String reason) -> {
                    return new RecordOutcome.NotOurs(dns, reason);
                }
                case RecordPlan.Write write -> {
                    RecordOutcome outcome = write(write);
                    if (!(outcome instanceof RecordOutcome.Contended(String lost))) return outcome;
                    rcode = lost; // somebody wrote since we read: read again, decide again
                }
            }
        }
        return new RecordOutcome.Contended(rcode);
    }

    private RecordOutcome write(RecordPlan.Write write) {
        return switch (server.update(write.update())) {
            case UpdateOutcome.Accepted ignored -> verify(write);
            case UpdateOutcome.LostRace(String rcode) -> new RecordOutcome.Contended(rcode);
            case UpdateOutcome.Refused(String rcode) -> new RecordOutcome.Refused(rcode);
            case UpdateOutcome.Unanswered(String reason) -> new RecordOutcome.Unreachable(reason, write);
        };
    }

    /** A server may answer from an older view for a moment after it accepted. */
    private RecordOutcome verify(RecordPlan.Write write) {
        for (int look = 1; ; look++) {
            switch (server.read(write.update().record())) {
                case ReadOutcome.Unanswered(String reason) -> {
                    return new RecordOutcome.Unreachable(reason, write);
                }
                case ReadOutcome.Found(DnsState dns) -> {
                    if (dns.equals(write.update().after())) return new RecordOutcome.Written(dns, write);
                    if (look == LOOKS_MAX) return new RecordOutcome.NotApplied(dns);
                    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                }
            }
        }
    }
}
