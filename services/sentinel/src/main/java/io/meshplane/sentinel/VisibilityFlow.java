package io.meshplane.sentinel;

import io.meshplane.sentinel.adapter.dns.AuthorityServers;
import io.meshplane.sentinel.adapter.dns.DnsProvider;
import io.meshplane.sentinel.domain.AuthorityView;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.Spread;
import io.meshplane.sentinel.domain.ZoneSerial;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Follows each write until every authoritative server of its zone shows it, and says which do not. It is told of each answer of
 * the primary, so a server that falls behind later is found with the next look at the record.
 */
@ApplicationScoped
public class VisibilityFlow {
    private static final int RUNS_MAX = 16;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Logger LOG = Logger.getLogger(VisibilityFlow.class);

    private final DnsProvider primary;
    private final AuthorityServers servers;
    private final Duration within;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<PoolKey, Spread> spreads = new ConcurrentHashMap<>();
    private final Set<PoolKey> running = ConcurrentHashMap.newKeySet();
    private final Semaphore runs = new Semaphore(RUNS_MAX);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("visibility-").factory());

    @Inject
    VisibilityFlow(
            DnsProvider primary,
            AuthorityServers servers,
            SentinelConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this(primary, servers, config.dns().visibleWithin(), clock, meters);
    }

    /** @param within how long a write may take to every server before it is told and sent again */
    VisibilityFlow(
            DnsProvider primary, AuthorityServers servers, Duration within, InstantSource clock, MeterRegistry meters) {
        this.primary = primary;
        this.servers = servers;
        this.within = within;
        this.clock = clock;
        this.meters = meters;
        meters.gauge("sentinel.pools.unseen", this, VisibilityFlow::unseen);
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    /** Pools whose last write is overdue at some server. */
    private double unseen() {
        Instant now = clock.instant();
        return spreads.values().stream()
                .filter(spread -> !spread.views().isEmpty() && !spread.isVisible())
                .filter(spread -> now.isAfter(spread.since().plus(within)))
                .count();
    }

    /** The primary shows this: asks the others until they do, too, or the time for it is over. Returns at once. */
    void follow(Pool pool, DnsState shown) {
        spreads.merge(
                pool.key(), Spread.of(shown, clock.instant()), (old, fresh) -> old.following(shown, fresh.since()));
        if (!running.add(pool.key())) return; // whoever runs sees the newest
        if (!runs.tryAcquire()) {
            running.remove(pool.key());
            return; // the next look at the record comes soon
        }
        threads.execute(() -> {
            try {
                askUntilVisible(pool);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                LOG.warnf("servers of the zone not asked pool=%s failure=%s", pool.key(), e.toString());
            } finally {
                running.remove(pool.key());
                runs.release();
            }
        });
    }

    private void askUntilVisible(Pool pool) throws InterruptedException, IOException {
        while (true) {
            Spread before = spreads.get(pool.key());
            if (before == null) return; // the pool is gone
            List<AuthorityView> views = ask(pool, before.written());
            Instant now = clock.instant();
            Spread after = spreads.computeIfPresent(
                    pool.key(),
                    (key, current) -> current.written().equals(before.written()) ? current.seen(views, now) : current);
            if (after == null || views.isEmpty()) return;
            if (after.isVisible()) {
                if (!before.isVisible()) arrived(pool, after, now);
                return;
            }
            if (now.isAfter(after.since().plus(within))) {
                missed(pool, after);
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private List<AuthorityView> ask(Pool pool, DnsState written) throws InterruptedException, IOException {
        List<InetSocketAddress> all = servers.of(pool.zone());
        if (all.isEmpty()) return List.of();
        ZoneSerial newest = primary.serial(pool.zone()).orElse(null);
        List<Future<AuthorityView>> asked = new ArrayList<>();
        for (InetSocketAddress server : all) {
            asked.add(threads.submit(() -> servers.look(server, pool.zone(), pool.names(), written, newest)));
        }
        List<AuthorityView> views = new ArrayList<>();
        try {
            for (Future<AuthorityView> one : asked) views.add(one.get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return views;
    }

    private void arrived(Pool pool, Spread spread, Instant now) {
        meters.timer("sentinel.records.visible").record(Duration.between(spread.since(), now));
        LOG.debugf(
                "record visible everywhere pool=%s servers=%d",
                pool.key(), spread.views().size());
    }

    private void missed(Pool pool, Spread spread) {
        for (AuthorityView view : spread.views()) {
            if (view.state() == AuthorityView.State.SHOWS) continue;
            String state = view.state().name().toLowerCase(Locale.ROOT);
            meters.counter("sentinel.authorities", "outcome", "missed", "reason", state)
                    .increment();
            LOG.errorf(
                    "server does not show what was written pool=%s record=%s server=%s state=%s detail=%s",
                    pool.key(), pool.record(), view.server(), view.state(), view.detail());
        }
    }

    /** Why the record should be written once more now, though it is right at the primary; empty = it should not. */
    Optional<String> reasonToSendAgain(PoolKey pool) {
        return spread(pool).flatMap(spread -> spread.reasonToSendAgain(within, clock.instant()));
    }

    void sentAgain(PoolKey pool) {
        spreads.computeIfPresent(pool, (key, spread) -> spread.beingSentAgain());
    }

    /** How far the last write of a pool has spread, if this instance looks after its record. */
    Optional<Spread> spread(PoolKey pool) {
        return Optional.ofNullable(spreads.get(pool));
    }

    void forget(PoolKey pool) {
        spreads.remove(pool);
    }
}
