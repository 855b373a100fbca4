package io.meshplane.registry.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.TunnelKey;
import io.meshplane.platform.outbox.Database;
import io.meshplane.registry.domain.WireGuardKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whose WireGuard keys are, and the registrar's own pair, in PostgreSQL. */
@ApplicationScoped
public class WireGuardKeys {
    private final Database database;

    WireGuardKeys(Database database) {
        this.database = database;
    }

    /** One transaction; see {@link Database#inTransaction}. */
    public <T> Uni<T> inTransaction(Function<Transaction, Uni<T>> work) {
        return database.inTransaction(session -> work.apply(new Transaction(session)));
    }

    /** What can be done inside the transaction; every call waits for the one before. */
    public static final class Transaction {
        /** Of two nodes that claim a key at once, one waits for the other; keys come in order, so that nobody waits in a circle. */
        private static final String CLAIM = """
                insert into wireguard_key as known (public_key, node_id, claimed_at)
                select key, :node, :now from unnest(string_to_array(:keys, ' ')) as key
                on conflict (public_key) do update set node_id = excluded.node_id, claimed_at = excluded.claimed_at
                where known.node_id = excluded.node_id
                   or exists (select 1 from node where node.node_id = known.node_id and revoked)
                returning public_key""";

        private static final String RELEASE =
                "delete from wireguard_key where node_id = :node and public_key <> all (string_to_array(:keys, ' '))";
        private static final String OWNERS = """
                select k.public_key, node_id from wireguard_key k join node using (node_id)
                where network_id = :network and not revoked and k.public_key = any (string_to_array(:keys, ' '))""";

        private static final String OF_NODE = """
                select k.public_key from wireguard_key k join node using (node_id)
                where network_id = :network and node_id = :node order by k.public_key""";

        private final Mutiny.Session session;

        private Transaction(Mutiny.Session session) {
            this.session = session;
        }

        /** The registrar's pair; this one from now on, if there was none. */
        public Uni<TunnelKey> registrar(TunnelKey fresh) {
            return session.createNativeQuery(
                            "insert into registrar (private_key, public_key) values (:own, :shown) on conflict do nothing")
                    .setParameter("own", fresh.privateKey())
                    .setParameter("shown", fresh.publicKey())
                    .executeUpdate()
                    .chain(() -> session.createNativeQuery(
                                    "select private_key, public_key from registrar", Object[].class)
                            .getSingleResult())
                    .map(row -> new TunnelKey((byte[]) row[0], (byte[]) row[1]));
        }

        /**
         * Makes keys the node's, if they are nobody's, its own, or a revoked node's.
         *
         * @return those that are the node's now
         */
        public Uni<List<WireGuardKey>> claim(NodeId node, Collection<WireGuardKey> keys, Instant now) {
            return session.createNativeQuery(CLAIM, String.class)
                    .setParameter("node", node.value())
                    .setParameter("now", now)
                    .setParameter("keys", joined(keys))
                    .getResultList()
                    .map(rows -> rows.stream().map(WireGuardKey::new).toList());
        }

        /** Gives up all keys of the node but these. */
        public Uni<Integer> keepOnly(NodeId node, Collection<WireGuardKey> keys) {
            return session.createNativeQuery(RELEASE)
                    .setParameter("node", node.value())
                    .setParameter("keys", joined(keys))
                    .executeUpdate();
        }

        /** Which nodes of a network, not revoked, have which of the keys. */
        public Uni<Map<WireGuardKey, NodeId>> owners(NetworkId network, Collection<WireGuardKey> keys) {
            return session.createNativeQuery(OWNERS, Object[].class)
                    .setParameter("network", network.value())
                    .setParameter("keys", joined(keys))
                    .getResultList()
                    .map(Transaction::owners);
        }

        /** A node's keys; none if it is of another network. */
        public Uni<List<WireGuardKey>> of(NetworkId network, NodeId node) {
            return session.createNativeQuery(OF_NODE, String.class)
                    .setParameter("network", network.value())
                    .setParameter("node", node.value())
                    .getResultList()
                    .map(rows -> rows.stream().map(WireGuardKey::new).toList());
        }

        private static Map<WireGuardKey, NodeId> owners(List<Object[]> rows) {
            Map<WireGuardKey, NodeId> owners = new TreeMap<>();
            for (Object[] row : rows) owners.put(new WireGuardKey((String) row[0]), new NodeId((String) row[1]));
            return owners;
        }

        private static String joined(Collection<WireGuardKey> keys) {
            return keys.stream().sorted().map(WireGuardKey::value).collect(Collectors.joining(" "));
        }
    }
}
