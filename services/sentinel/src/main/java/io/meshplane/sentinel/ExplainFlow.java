package io.meshplane.sentinel;

import io.meshplane.sentinel.PoolFlow.PoolView;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.FlapRules;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.RecordPlan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why a name points where it points: what stands in DNS, what should, and who saw what. */
@ApplicationScoped
public class ExplainFlow {
    private final PoolFlow pools;
    private final RecordFlow records;
    private final Policy policy;
    private final InstantSource clock;

    ExplainFlow(PoolFlow pools, RecordFlow records, Policy policy, InstantSource clock) {
        this.pools = pools;
        this.records = records;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * The explanation.
     *
     * @param plan what would be done about the record now; null = the name server does not answer
     * @param holdDowns how long each member must have stayed up before users are sent back to it
     */
    public record Explained(PoolView view, @Nullable RecordPlan plan, Map<Label, Duration> holdDowns) {}

    /** Explains a pool's record; empty if there is no such pool. */
    public Uni<Optional<Explained>> explain(PoolKey key) {
        return pools.find(key).map(found -> found.map(this::explained));
    }

    private Explained explained(PoolView view) {
        DnsState dns = view.dnsProblem() == null ? view.dns() : null; // an older answer is no ground for a plan
        RecordPlan plan = dns == null ? null : records.plan(view.pool(), view.health(), dns);
        Instant now = clock.instant();
        Map<Label, Duration> holdDowns = new TreeMap<>();
        view.health()
                .members()
                .forEach((name, member) -> holdDowns.put(name, FlapRules.holdDown(member.health(), policy, now)));
        return new Explained(view, plan, holdDowns);
    }
}
