package io.meshplane.sentinel.simulation;

import io.meshplane.sentinel.RecordWriters;
import io.meshplane.sentinel.domain.HealthDecision;
import io.meshplane.sentinel.domain.HealthRules;
import io.meshplane.sentinel.domain.Observation;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One sentinel as far as it decides and writes; it knows what it was told and nothing else. */
final class Instance {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration RECONCILE = Duration.ofSeconds(5);

    private final Pool pool;
    private final RecordWriters writer;
    private final Policy policy;
    private PoolState state;
    private Instant next = Instant.MIN;
    private boolean busy;

    Instance(Pool pool, RecordWriters writer, Policy policy) {
        this.pool = pool;
        this.writer = writer;
        this.policy = policy;
        this.state = PoolState.starting(pool, Map.of(), Instant.EPOCH);
    }

    void take(Observation seen, Instant now) {
        if (state.heardAt().plus(policy.ageLimit()).isBefore(now)) state = PoolState.starting(pool, Map.of(), now);
        HealthDecision decision = HealthRules.observe(state, pool, seen, List.of(state), policy, now);
        state = decision.next();
        if (decision.taken() != HealthDecision.Taken.COUNTED) return;
        if (busy || (now.isBefore(next) && decision.changes().isEmpty())) return;
        busy = true;
        try {
            boolean done = writer.bringToDesired(pool, state, now);
            next = now.plus(done ? RECONCILE : RETRY);
        } finally {
            busy = false;
        }
    }
}
