package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.dns.DnsProvider;
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

    /** Whether one more pool may be switched now. */
    @FunctionalInterface
    interface Brake {
        boolean allows(Pool pool, Instant now);
    }

    private final DnsProvider server;
    private final Policy policy;
    private final Predicate<PoolKey> exists;
    private final Duration betweenLooks;
    private final Brake brake;

    /**
     * @param exists see {@link RecordRules#plan}
     * @param betweenLooks how long to wait for the server to show what it accepted
     */
    RecordWriter(DnsProvider server, Policy policy, Predicate<PoolKey> exists, Duration betweenLooks, Brake brake) {
        this.server = server;
        this.policy = policy;
        this.exists = exists;
        this.betweenLooks = betweenLooks;
        this.brake = brake;
    }

    /** What should happen, given what the server answers. */
    RecordPlan plan(Pool pool, PoolState health, DnsState dns, long epochFloor, Instant now) {
        return RecordRules.plan(pool, health, dns, epochFloor, exists, policy, now);
    }

    /**
     * Does it.
     *
     * @param inDoubt a write of the last time whose answer was lost
     * @param now when the state of health was taken; what is written rests on it
     */
    RecordOutcome bringToDesired(
            Pool pool, PoolState health, long epochFloor, RecordPlan.@Nullable Write inDoubt, Instant now) {
        String rcode = "";
        for (int race = 0; race < RACES_MAX; race++) {
            DnsState dns;
            switch (server.read(pool.names())) {
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
                case RecordPlan.Edited(String reason) -> {
                    return new RecordOutcome.Edited(dns, reason);
                }
                case RecordPlan.NotOurs(String reason) -> {
                    return new RecordOutcome.NotOurs(dns, reason);
                }
                case RecordPlan.Write write -> {
                    if (write.update().isSwitch() && !brake.allows(pool, now))
                        return new RecordOutcome.Braked(dns, write);
                    RecordOutcome outcome = write(write, now);
                    if (!(outcome instanceof RecordOutcome.Contended(String lost))) return outcome;
                    rcode = lost; // somebody wrote since we read: read again, decide again
                }
            }
        }
        return new RecordOutcome.Contended(rcode);
    }

    /**
     * Writes what stands there once more, for servers that do not show it.
     *
     * @param kept as just read, ours and right
     */
    RecordOutcome sendAgain(Pool pool, DnsState kept, long epochFloor, String reason, Instant now) {
        return kept.mark()
                .map(mark -> write(RecordRules.again(pool, kept, mark, epochFloor, reason), now))
                .orElseGet(() -> new RecordOutcome.Kept(kept));
    }

    private RecordOutcome write(RecordPlan.Write write, Instant decidedAt) {
        return switch (server.update(write.update(), decidedAt)) {
            case UpdateOutcome.Accepted ignored -> verify(write);
            case UpdateOutcome.LostRace(String rcode) -> new RecordOutcome.Contended(rcode);
            case UpdateOutcome.TooLate(String rcode) -> new RecordOutcome.TooLate(rcode);
            case UpdateOutcome.Refused(String rcode) -> new RecordOutcome.Refused(rcode);
            case UpdateOutcome.Unanswered(String reason) -> new RecordOutcome.Unreachable(reason, write);
        };
    }

    /** A server may answer from an older view for a moment after it accepted. */
    private RecordOutcome verify(RecordPlan.Write write) {
        for (int look = 1; ; look++) {
            switch (server.read(write.update().names())) {
                case ReadOutcome.Unanswered(String reason) -> {
                    return new RecordOutcome.Unreachable(reason, write);
                }
                case ReadOutcome.Found(DnsState dns) -> {
                    if (dns.equals(write.update().after())) return new RecordOutcome.Written(dns, write);
                    if (look == LOOKS_MAX) return new RecordOutcome.NotApplied(dns);
                    LockSupport.parkNanos(betweenLooks.toNanos());
                }
            }
        }
    }
}
