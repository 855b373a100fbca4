package io.meshplane.registry.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.outbox.Database;
import io.meshplane.registry.domain.EnrolmentToken;
import io.meshplane.registry.domain.Node;
import io.meshplane.registry.domain.PaymentAddress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Nodes and enrolment tokens in PostgreSQL. */
@ApplicationScoped
public class Nodes {
    private final Database database;

    Nodes(Database database) {
        this.database = database;
    }

    /** One transaction; see {@link Database#inTransaction}. */
    public <T> Uni<T> inTransaction(Function<Transaction, Uni<T>> work) {
        return database.inTransaction(session -> work.apply(new Transaction(session)));
    }

    /** What can be done inside the transaction; every call waits for the one before. */
    public static final class Transaction {
        private static final String LOCK_WALLET =
                "select cast(pg_advisory_xact_lock(hashtextextended(:wallet, 0)) as text)";

        private final Mutiny.Session session;

        private Transaction(Mutiny.Session session) {
            this.session = session;
        }

        /** Keeps a new token. */
        public Uni<Void> add(String tokenHash, EnrolmentToken token, String createdBy) {
            TokenRow row = new TokenRow();
            row.tokenHash = tokenHash;
            row.networkId = token.network().value();
            row.role = token.role().name();
            row.expiresAt = token.expiresAt();
            row.createdBy = createdBy;
            return session.persist(row);
        }

        /** The token under this hash, locked: of two nodes that present it at once, one waits for the other. */
        public Uni<Optional<EnrolmentToken>> lockToken(String tokenHash) {
            return session.find(TokenRow.class, tokenHash, LockModeType.PESSIMISTIC_WRITE)
                    .map(row -> Optional.ofNullable(row).map(TokenRow::toToken));
        }

        public Uni<Optional<Node>> node(NodeId id) {
            return session.find(NodeRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE)
                    .map(row -> Optional.ofNullable(row).map(NodeRow::toNode));
        }

        /**
         * The node, not revoked, that a wallet pays for. The wallet is locked until the transaction ends, whether or not there
         * is such a node: of two nodes that name it at once, one waits for the other.
         */
        public Uni<Optional<NodeId>> lockWallet(PaymentAddress wallet) {
            return session.createNativeQuery(LOCK_WALLET, String.class)
                    .setParameter("wallet", wallet.value())
                    .getSingleResult()
                    .chain(() -> session.createSelectionQuery(
                                    "select nodeId from NodeRow where paymentAddress = :wallet and not revoked",
                                    String.class)
                            .setParameter("wallet", wallet.value())
                            .getSingleResultOrNull())
                    .map(id -> Optional.ofNullable(id).map(NodeId::new));
        }

        /** Spends the token and adds the node, with the event that says so. */
        public Uni<Void> enrol(String tokenHash, Node node, Event<?> event) {
            return session.find(TokenRow.class, tokenHash)
                    .invoke(row -> row.usedBy = node.id().value())
                    .chain(() -> session.persist(NodeRow.of(node)))
                    .chain(() -> Database.stage(session, List.of(event)));
        }

        /** Changes a node, with the event that says so. */
        public Uni<Void> change(Node node, Event<?> event) {
            return session.find(NodeRow.class, node.id().value())
                    .invoke(row -> row.takeOver(node))
                    .chain(() -> Database.stage(session, List.of(event)));
        }

        /**
         * Nodes of a network by id.
         *
         * @param after only ids behind this one; empty = from the first
         */
        public Uni<List<Node>> page(NetworkId network, String after, int limit) {
            return session.createSelectionQuery(
                            "from NodeRow where networkId = :network and nodeId > :after order by nodeId",
                            NodeRow.class)
                    .setParameter("network", network.value())
                    .setParameter("after", after)
                    .setMaxResults(limit)
                    .getResultList()
                    .map(rows -> rows.stream().map(NodeRow::toNode).toList());
        }
    }
}
