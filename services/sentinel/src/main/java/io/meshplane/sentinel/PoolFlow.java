package io.meshplane.sentinel;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberOverride;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolRules;
import io.meshplane.sentinel.domain.PoolRules.Objection;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecordPlan;
import io.meshplane.sentinel.domain.Spread;
import io.meshplane.sentinel.domain.Zones;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Operators configure pools and see how they are. A pool is configured once Kafka has it. */
@ApplicationScoped
public class PoolFlow {
    private static final Logger LOG = Logger.getLogger(PoolFlow.class);

    private final Pools pools;
    private final HealthFlow health;
    private final RecordFlow records;
    private final VisibilityFlow visibility;
    private final SwitchHistory switches;
    private final EventPublisher publisher;
    private final Zones zones;
    private final boolean loopbackAllowed;
    private final InstantSource clock;
    private final MeterRegistry meters;

    PoolFlow(
            Pools pools,
            HealthFlow health,
            RecordFlow records,
            VisibilityFlow visibility,
            SwitchHistory switches,
            EventPublisher publisher,
            Zones zones,
            SentinelConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.pools = pools;
        this.health = health;
        this.records = records;
        this.visibility = visibility;
        this.switches = switches;
        this.publisher = publisher;
        this.zones = zones;
        this.loopbackAllowed = config.probe().allowLoopback();
        this.clock = clock;
        this.meters = meters;
    }

    /** What came of configuring. */
    public sealed interface Configured {
        record Stored(boolean isNew) implements Configured {}

        record Refused(Objection objection) implements Configured {}
    }

    /** What configuring would do to DNS now. */
    public sealed interface DryRun {
        /**
         * @param assumed members that are not judged yet and are taken for up here
         * @param dns as read for it
         */
        record Planned(RecordPlan plan, List<Label> assumed, DnsState dns) implements DryRun {}

        record Refused(Objection objection) implements DryRun {}

        record Unanswered(String reason) implements DryRun {}
    }

    /**
     * A pool as it is.
     *
     * @param dns the newest answer that is known; null = none yet
     * @param dnsProblem why there is no newer one; null = none
     * @param spread how far the last write has come
     */
    public record PoolView(
            Pool pool,
            PoolState health,
            @Nullable DnsState dns,
            @Nullable Instant dnsReadAt,
            @Nullable String dnsProblem,
            Optional<Spread> spread,
            Optional<RecordSwitched> lastSwitch) {}

    /** Adds a pool or replaces it. */
    public Uni<Configured> configure(Pool wanted) {
        Pool before = pools.find(wanted.key()).orElse(null);
        Pool pool = before == null ? wanted : wanted.keepingOverridesOf(before);
        Optional<Objection> objection = objection(pool);
        if (objection.isPresent()) {
            count("refused");
            return Uni.createFrom().item(new Configured.Refused(objection.get()));
        }
        return publisher
                .publish(PoolEvents.configured(pool))
                .call(() -> before == null ? Uni.createFrom().voidItem() : dropJudgements(before, pool))
                .map(stored -> {
                    pools.put(pool);
                    count(before == null ? "created" : "replaced");
                    return new Configured.Stored(before == null);
                });
    }

    /**
     * Says something of a member.
     *
     * @param said null = takes back what was said
     * @return empty if there is no such member
     */
    public Uni<Optional<Pool>> override(PoolKey key, Label member, @Nullable MemberOverride said) {
        Pool before = pools.find(key).orElse(null);
        if (before == null || before.member(member).isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Pool next = before.saying(member, said);
        return publisher.publish(PoolEvents.configured(next)).map(stored -> {
            pools.put(next);
            count(said != null ? "overridden" : "override_ended");
            LOG.infof("override pool=%s member=%s said=%s", key, member, said == null ? "nothing" : said.kind());
            return Optional.of(next);
        });
    }

    private Optional<Objection> objection(Pool pool) {
        return PoolRules.objection(pool, pools.all(), zones, loopbackAllowed);
    }

    /** Judgements of members that are gone, or are probed elsewhere now, are of no use to anybody. */
    private Uni<Void> dropJudgements(Pool before, @Nullable Pool after) {
        Set<Label> gone = new HashSet<>();
        for (Member member : before.members()) {
            boolean stays = after != null
                    && after.member(member.name()).filter(member::isProbedLike).isPresent();
            if (!stays) gone.add(member.name());
        }
        if (gone.isEmpty()) return Uni.createFrom().voidItem();
        return Uni.join()
                .all(gone.stream()
                        .map(member ->
                                publisher.publishTombstone(Topics.HEALTH, HealthEvents.key(before.key(), member)))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    /** What configuring this pool would do to DNS, if the members are as they seem; nothing is changed. */
    public Uni<DryRun> dryRun(Pool pool) {
        Optional<Objection> objection = objection(pool);
        if (objection.isPresent()) return Uni.createFrom().item(new DryRun.Refused(objection.get()));
        return records.look(pool.names()).map(outcome -> switch (outcome) {
            case ReadOutcome.Unanswered(String reason) -> new DryRun.Unanswered(reason);
            case ReadOutcome.Found(DnsState dns) -> planned(pool, dns);
        });
    }

    private DryRun planned(Pool pool, DnsState dns) {
        Pool before = pools.find(pool.key()).orElse(null);
        Instant now = clock.instant();
        PoolState seen = before == null
                ? PoolState.starting(pool, Map.of(), now)
                : health.view(before).reconfigured(before, pool, now);
        List<Label> assumed = seen.notJudged();
        return new DryRun.Planned(records.plan(pool, seen.assumingUp(assumed, now), dns), assumed, dns);
    }

    /** One pool, with what the name server answers at this moment. */
    public Uni<Optional<PoolView>> find(PoolKey key) {
        Pool pool = pools.find(key).orElse(null);
        if (pool == null) return Uni.createFrom().item(Optional.empty());
        return records.look(pool.names())
                .map(outcome -> Optional.of(
                        switch (outcome) {
                            case ReadOutcome.Found(DnsState dns) -> view(pool, dns, clock.instant(), null);
                            case ReadOutcome.Unanswered(String reason) -> lastKnown(pool, reason);
                        }));
    }

    /**
     * A page of the network's pools by name, with what this instance last read of DNS.
     *
     * @param after only names behind this one; empty = from the first
     */
    public List<PoolView> page(NetworkId network, String after, int limit) {
        return pools.all().stream()
                .filter(pool -> pool.key().network().equals(network))
                .filter(pool -> pool.key().pool().value().compareTo(after) > 0)
                .sorted(Comparator.comparing(pool -> pool.key().pool()))
                .limit(limit)
                .map(pool -> lastKnown(pool, null))
                .toList();
    }

    private PoolView lastKnown(Pool pool, @Nullable String problem) {
        RecordProgress.Look look = records.lastLook(pool.key()).orElse(null);
        return view(pool, look == null ? null : look.dns(), look == null ? null : look.at(), problem);
    }

    private PoolView view(Pool pool, @Nullable DnsState dns, @Nullable Instant readAt, @Nullable String problem) {
        return new PoolView(
                pool,
                health.view(pool),
                dns,
                readAt,
                problem,
                visibility.spread(pool.key()),
                switches.last(pool.key()));
    }

    /** Removes a pool; its record stays as it is. Empty if there is none. */
    public Uni<Optional<Pool>> delete(PoolKey key) {
        Pool pool = pools.find(key).orElse(null);
        if (pool == null) return Uni.createFrom().item(Optional.empty());
        return publisher
                .publishTombstone(Topics.POOLS, key.toString())
                .call(() -> {
                    pools.remove(key);
                    health.forget(key);
                    count("deleted");
                    return dropJudgements(pool, null);
                })
                .replaceWith(Optional.of(pool));
    }

    private void count(String outcome) {
        meters.counter("sentinel.pools", "outcome", outcome, "reason", "none").increment();
    }
}
