package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Bytes;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.domain.webhook.Delivery;
import io.meshplane.payment.domain.webhook.Delivery.Try;
import io.meshplane.payment.domain.webhook.Endpoint;
import io.meshplane.payment.domain.webhook.RetryRules.Health;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Webhook endpoints and their queues. Their secrets lie here as they are: whoever reads this table can sign. */
public final class WebhookTable {
    private static final String COLUMNS =
            "endpoint_id, network_id, url, state, why, secret, former_secret, former_until,"
                    + " failures, failing_since, created_at";
    private static final String ADD = """
            insert into webhook_endpoint(endpoint_id, network_id, url, state, why, secret, next_at, created_at)
            values (:id, :network, :url, 'ACTIVE', '', :secret, :at, :at)""";
    private static final String ROTATE = """
            update webhook_endpoint set former_secret = secret, former_until = :until, secret = :secret
            where endpoint_id = :id""";
    private static final String ENABLE = """
            update webhook_endpoint set state = 'ACTIVE', why = '', failures = 0, failing_since = null, next_at = :at
            where endpoint_id = :id""";
    /** Endpoints with something to deliver that nobody works on. */
    private static final String LEASE = """
            update webhook_endpoint set leased_until = :until, lease = :lease where endpoint_id in (
                select e.endpoint_id from webhook_endpoint e
                where e.state = 'ACTIVE' and e.next_at <= :now and e.leased_until <= :now and exists (
                    select 1 from webhook_delivery d where d.endpoint_id = e.endpoint_id and d.state = 'WAITING'
                        and d.next_at <= :now)
                order by e.next_at limit :rows for update skip locked)
            returning\s""" + COLUMNS;

    private static final String END_LEASE = """
            update webhook_endpoint set leased_until = 'epoch', failures = :failures, next_at = :next,
                failing_since = cast(nullif(:since, '') as timestamptz), state = :state, why = :why
            where endpoint_id = :id and lease = :lease""";
    private static final String SELECT_DELIVERY =
            "select n.seq, n.network_id, n.node_id, n.payment_key, n.kind, n.body, n.noticed_at, d.state, d.attempts,"
                    + " d.next_at, d.tried_at, d.status, d.failure, d.took_millis"
                    + " from webhook_delivery d join notice n on n.seq = d.seq where d.endpoint_id = :id";
    /** Of each payment the first that is not delivered: notices of one payment arrive in their order. */
    private static final String DUE = SELECT_DELIVERY + """
             and d.state = 'WAITING' and d.next_at <= :now and not exists (
                select 1 from webhook_delivery o where o.endpoint_id = d.endpoint_id
                    and o.payment_key = d.payment_key and o.seq < d.seq and o.state = 'WAITING')
            order by d.seq limit :rows""";

    private static final String TRIED = """
            update webhook_delivery set state = :state, attempts = attempts + 1, next_at = :next, tried_at = :at,
                status = :status, failure = :failure, took_millis = :took
            where endpoint_id = :id and seq = :seq and exists (
                select 1 from webhook_endpoint where endpoint_id = :id and lease = :lease)""";
    private static final String REPLAY = """
            insert into webhook_delivery(endpoint_id, seq, payment_key, state, next_at)
            select :id, seq, payment_key, 'WAITING', :at from (
                select seq, payment_key from notice where network_id = :network and seq > :after
                order by seq limit :rows) again
            on conflict (endpoint_id, seq) do update
            set state = 'WAITING', attempts = 0, next_at = excluded.next_at""";

    private final Mutiny.Session session;

    WebhookTable(Mutiny.Session session) {
        this.session = session;
    }

    public Uni<Long> count(NetworkId network) {
        return session.createNativeQuery(
                        "select count(*) from webhook_endpoint where network_id = :network", Long.class)
                .setParameter("network", network.value())
                .getSingleResult();
    }

    public Uni<Long> countDisabled() {
        return session.createNativeQuery("select count(*) from webhook_endpoint where state = 'DISABLED'", Long.class)
                .getSingleResult();
    }

    public Uni<Void> add(Endpoint endpoint) {
        return session.createNativeQuery(ADD)
                .setParameter("id", endpoint.id())
                .setParameter("network", endpoint.network().value())
                .setParameter("url", endpoint.url().toString())
                .setParameter("secret", endpoint.secret().toArray())
                .setParameter("at", time(endpoint.createdAt()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The endpoints of a network. */
    public Uni<List<Endpoint>> all(NetworkId network) {
        return session.createNativeQuery(
                        "select " + COLUMNS + " from webhook_endpoint where network_id = :network order by endpoint_id",
                        Object[].class)
                .setParameter("network", network.value())
                .getResultList()
                .map(WebhookTable::endpoints);
    }

    /** An endpoint of a network; another network's does not exist. */
    public Uni<Optional<Endpoint>> find(NetworkId network, String id) {
        return session.createNativeQuery(
                        "select " + COLUMNS
                                + " from webhook_endpoint where network_id = :network and endpoint_id = :id",
                        Object[].class)
                .setParameter("network", network.value())
                .setParameter("id", id)
                .getResultList()
                .map(rows -> endpoints(rows).stream().findFirst());
    }

    public Uni<Void> delete(String id) {
        return session.createNativeQuery("delete from webhook_endpoint where endpoint_id = :id")
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The secret becomes the former one. */
    public Uni<Void> rotate(String id, Bytes secret, Instant formerUntil) {
        return session.createNativeQuery(ROTATE)
                .setParameter("id", id)
                .setParameter("secret", secret.toArray())
                .setParameter("until", time(formerUntil))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** An operator wants it to be delivered to again. */
    public Uni<Void> enable(String id, Instant now) {
        return session.createNativeQuery(ENABLE)
                .setParameter("id", id)
                .setParameter("at", time(now))
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Takes endpoints with something to deliver, each for a while: until then no other instance delivers to them.
     *
     * @param lease names this taking
     */
    public Uni<List<Endpoint>> lease(String lease, Instant now, Instant until, int limit) {
        return session.createNativeQuery(LEASE, Object[].class)
                .setParameter("lease", lease)
                .setParameter("now", time(now))
                .setParameter("until", time(until))
                .setParameter("rows", limit)
                .getResultList()
                .map(WebhookTable::endpoints);
    }

    /** Gives an endpoint back, unless its lease has passed to somebody else. */
    public Uni<Void> endLease(Endpoint endpoint, String lease, Instant nextAt) {
        Health health = endpoint.health();
        return session.createNativeQuery(END_LEASE)
                .setParameter("id", endpoint.id())
                .setParameter("lease", lease)
                .setParameter("failures", health.failures())
                .setParameter(
                        "since",
                        health.failingSince() == null
                                ? ""
                                : health.failingSince().toString())
                .setParameter("next", time(nextAt))
                .setParameter("state", endpoint.state().name())
                .setParameter("why", endpoint.why())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What can be delivered now, no two of one payment. */
    public Uni<List<Delivery>> due(String endpointId, Instant now, int limit) {
        return session.createNativeQuery(DUE, Object[].class)
                .setParameter("id", endpointId)
                .setParameter("now", time(now))
                .setParameter("rows", limit)
                .getResultList()
                .map(WebhookTable::deliveries);
    }

    /** Notes a try, unless the lease under which it was made has passed to somebody else. */
    public Uni<Void> tried(String endpointId, String lease, long seq, Try result, Instant nextAt) {
        return session.createNativeQuery(TRIED)
                .setParameter("id", endpointId)
                .setParameter("lease", lease)
                .setParameter("seq", seq)
                .setParameter("state", result.succeeded() ? "DELIVERED" : "WAITING")
                .setParameter("next", time(nextAt))
                .setParameter("at", time(result.at()))
                .setParameter("status", result.status())
                .setParameter("failure", result.failure())
                .setParameter("took", result.tookMillis())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Lays notices above a number into the queue once more.
     *
     * @return how many
     */
    public Uni<Integer> replay(Endpoint endpoint, long after, Instant now, int limit) {
        return session.createNativeQuery(REPLAY)
                .setParameter("id", endpoint.id())
                .setParameter("network", endpoint.network().value())
                .setParameter("after", after)
                .setParameter("at", time(now))
                .setParameter("rows", limit)
                .executeUpdate();
    }

    /** The queue and the log of an endpoint, the newest first. */
    public Uni<List<Delivery>> log(String endpointId, boolean waitingOnly, long before, int limit) {
        String query = SELECT_DELIVERY + " and d.seq < :before"
                + (waitingOnly ? " and d.state = 'WAITING'" : "")
                + " order by d.seq desc limit :rows";
        return session.createNativeQuery(query, Object[].class)
                .setParameter("id", endpointId)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .getResultList()
                .map(WebhookTable::deliveries);
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static List<Endpoint> endpoints(List<Object[]> rows) {
        return rows.stream().map(WebhookTable::endpoint).toList();
    }

    private static Endpoint endpoint(Object[] row) {
        Cells cells = new Cells(row);
        return new Endpoint(
                cells.text(0),
                new NetworkId(cells.text(1)),
                URI.create(cells.text(2)),
                Endpoint.State.valueOf(cells.text(3)),
                cells.text(4),
                Bytes.of(cells.bytes(5)),
                row[6] == null ? null : Bytes.of(cells.bytes(6)),
                instant(cells, 7),
                new Health(cells.small(8), instant(cells, 9)),
                cells.instant(10));
    }

    private static @Nullable Instant instant(Cells cells, int column) {
        return cells.row()[column] == null ? null : cells.instant(column);
    }

    private static List<Delivery> deliveries(List<Object[]> rows) {
        return rows.stream().map(Cells::new).map(WebhookTable::delivery).toList();
    }

    private static Delivery delivery(Cells cells) {
        Instant triedAt = instant(cells, 10);
        return new Delivery(
                NoticeTable.numbered(cells),
                cells.text(7).equals("DELIVERED"),
                cells.small(8),
                cells.instant(9),
                triedAt == null ? null : new Try(triedAt, cells.small(11), cells.text(12), cells.small(13)));
    }
}
