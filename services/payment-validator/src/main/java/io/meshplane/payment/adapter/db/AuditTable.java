package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the running audit found. */
public final class AuditTable {
    private static final String NEXT =
            "select network_id from account where network_id > :after order by network_id limit 1";
    private static final String FIND =
            "select sound, revision from ledger_audit where network_id = :network for update";
    private static final String KEEP = """
            insert into ledger_audit(network_id, sound, revision) values (:network, :sound, :revision)
            on conflict (network_id) do update set sound = excluded.sound, revision = excluded.revision""";
    private static final String UNSOUND = "select count(*) from ledger_audit where not sound";

    private final Mutiny.Session session;

    AuditTable(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * A verdict.
     *
     * @param revision grows whenever the verdict changes
     */
    public record Row(boolean sound, long revision) {}

    /** The network with books that comes next by name; empty after the last. */
    public Uni<Optional<NetworkId>> next(String after) {
        return session.createNativeQuery(NEXT, String.class)
                .setParameter("after", after)
                .getSingleResultOrNull()
                .map(name -> Optional.ofNullable(name).map(NetworkId::new));
    }

    /** The verdict so far; empty if the network was never audited. */
    public Uni<Optional<Row>> find(NetworkId network) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("network", network.value())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(one -> new Row((boolean) one[0], new Cells(one).number(1))));
    }

    /** Keeps a verdict in place of the one before. */
    public Uni<Integer> keep(NetworkId network, Row row) {
        return session.createNativeQuery(KEEP)
                .setParameter("network", network.value())
                .setParameter("sound", row.sound())
                .setParameter("revision", row.revision())
                .executeUpdate();
    }

    /** Networks whose books are not sound. */
    public Uni<Long> unsound() {
        return session.createNativeQuery(UNSOUND, Long.class).getSingleResult();
    }
}
