package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.domain.notice.Notice;
import io.meshplane.payment.domain.notice.Notice.Numbered;
import io.smallrye.mutiny.Uni;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is told to streams and webhooks, in the order of commit. */
public final class NoticeTable {
    /** Any number, as long as no other lock of this database has it. */
    private static final long WRITERS_LOCK = 7_103_001;

    private static final int PRUNED_A_STEP = 1_000;
    private static final String ADD = """
            with told as (
                insert into notice(network_id, node_id, payment_key, kind, body, noticed_at)
                select network, node, key, kind, body, cast(:at as timestamptz)
                from jsonb_to_recordset(cast(cast(:notices as text) as jsonb))
                    as t(place integer, network text, node text, key text, kind text, body text) order by place
                returning seq, network_id, payment_key, noticed_at)
            insert into webhook_delivery(endpoint_id, seq, payment_key, state, next_at)
            select endpoint_id, seq, payment_key, 'WAITING', noticed_at
            from told join webhook_endpoint using (network_id) where webhook_endpoint.state = 'ACTIVE'""";
    private static final String AFTER = """
            select seq, network_id, node_id, payment_key, kind, body, noticed_at from notice
            where network_id = :network and seq > :after and (:node = '' or node_id = :node)
            order by seq limit :rows""";

    private final Mutiny.Session session;

    NoticeTable(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * Adds notices, and lays them into the queue of every webhook of their networks. The last thing that a transaction does: until
     * it ends no other can add any, so that whoever reads up to a number has seen all below it.
     */
    public Uni<Void> add(List<Notice> notices, Instant at) {
        if (notices.isEmpty()) return Uni.createFrom().voidItem();
        return session.createNativeQuery("select cast(pg_advisory_xact_lock(:lock) as text)", String.class)
                .setParameter("lock", WRITERS_LOCK)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(ADD)
                        .setParameter("notices", json(notices))
                        .setParameter("at", at.atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static String json(List<Notice> notices) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (int i = 0; i < notices.size(); i++) {
            Notice notice = notices.get(i);
            rows.add(Json.createObjectBuilder()
                    .add("place", i)
                    .add("network", notice.network().value())
                    .add("node", notice.node())
                    .add("key", notice.paymentKey())
                    .add("kind", notice.kind().wireName())
                    .add("body", notice.body()));
        }
        return rows.build().toString();
    }

    /**
     * The notices of a network above a number, in order.
     *
     * @param node only those about claims of this node; all if empty
     */
    public Uni<List<Numbered>> after(NetworkId network, String node, long after, int limit) {
        return session.createNativeQuery(AFTER, Object[].class)
                .setParameter("network", network.value())
                .setParameter("node", node)
                .setParameter("after", after)
                .setParameter("rows", limit)
                .getResultList()
                .map(rows ->
                        rows.stream().map(Cells::new).map(NoticeTable::numbered).toList());
    }

    /** The newest number of all; 0 if there is none. */
    public Uni<Long> newest() {
        return session.createNativeQuery("select coalesce(max(seq), 0) from notice", Long.class)
                .getSingleResult();
    }

    /** The oldest number of a network that is still kept; 0 if there is none. */
    public Uni<Long> oldest(NetworkId network) {
        return session.createNativeQuery(
                        "select coalesce(min(seq), 0) from notice where network_id = :network", Long.class)
                .setParameter("network", network.value())
                .getSingleResult();
    }

    /** Forgets some notices older than this, with what still waits to be delivered of them. */
    public Uni<Integer> prune(Instant olderThan) {
        return session.createNativeQuery("delete from notice where seq in (select seq from notice"
                        + " where noticed_at < :before order by noticed_at limit " + PRUNED_A_STEP + ")")
                .setParameter("before", olderThan.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    static Numbered numbered(Cells cells) {
        return new Numbered(
                cells.number(0),
                new Notice(
                        new NetworkId(cells.text(1)),
                        cells.text(2),
                        cells.text(3),
                        Notice.Kind.ofWire(cells.text(4)),
                        cells.text(5)),
                cells.instant(6));
    }
}
