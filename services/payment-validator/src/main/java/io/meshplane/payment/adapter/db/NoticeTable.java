package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.domain.notice.Notice;
import io.meshplane.payment.domain.notice.Notice.Numbered;
import io.smallrye.mutiny.Uni;
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
            insert into notice(network_id, node_id, payment_key, kind, body, noticed_at)
            values (:network, :node, :key, :kind, :body, :at) returning seq""";
    private static final String QUEUE = """
            insert into webhook_delivery(endpoint_id, seq, payment_key, state, next_at)
            select endpoint_id, :seq, :key, 'WAITING', :at from webhook_endpoint
            where network_id = :network and state = 'ACTIVE'""";
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
                .chain(() -> Books.inOrder(notices, notice -> add(notice, at)));
    }

    private Uni<Void> add(Notice notice, Instant at) {
        return session.createNativeQuery(ADD, Long.class)
                .setParameter("network", notice.network().value())
                .setParameter("node", notice.node())
                .setParameter("key", notice.paymentKey())
                .setParameter("kind", notice.kind().wireName())
                .setParameter("body", notice.body())
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .getSingleResult()
                .flatMap(seq -> session.createNativeQuery(QUEUE)
                        .setParameter("seq", seq)
                        .setParameter("key", notice.paymentKey())
                        .setParameter("at", at.atOffset(ZoneOffset.UTC))
                        .setParameter("network", notice.network().value())
                        .executeUpdate())
                .replaceWithVoid();
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
