package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.settlement.DebtStage;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.hibernate.reactive.mutiny.Mutiny;

/** What every node's debt asks of it. */
public final class DebtTable {
    private static final String BEGIN = """
            insert into debt(network_id, node_id, asset, stage, revision)
            values (:network, :node, :asset, 'CLEAR', 0) on conflict do nothing""";
    private static final String LOCK = """
            select stage, revision from debt
            where network_id = :network and node_id = :node and asset = :asset for update""";
    private static final String POSITION = """
            select coalesce(sum(credits - debits), 0) from account
            where network_id = :network and account in (:prepaid, :revenue) and asset = :asset""";
    private static final String KEEP = """
            update debt set stage = :stage, revision = :revision
            where network_id = :network and node_id = :node and asset = :asset""";

    private final Mutiny.Session session;

    DebtTable(Mutiny.Session session) {
        this.session = session;
    }

    /** Whose debt, and in what. */
    public record Debtor(NetworkId network, NodeId node, Asset asset) {}

    /**
     * A stage.
     *
     * @param revision grows with each crossing
     */
    public record Row(DebtStage stage, long revision) {}

    /** The debtor's row, locked until the transaction ends. */
    public Uni<Row> lock(Debtor debtor) {
        return session.createNativeQuery(BEGIN)
                .setParameter("network", debtor.network().value())
                .setParameter("node", debtor.node().value())
                .setParameter("asset", debtor.asset().toString())
                .executeUpdate()
                .flatMap(any -> session.createNativeQuery(LOCK, Object[].class)
                        .setParameter("network", debtor.network().value())
                        .setParameter("node", debtor.node().value())
                        .setParameter("asset", debtor.asset().toString())
                        .getSingleResult())
                .map(Cells::new)
                .map(cells -> new Row(DebtStage.valueOf(cells.text(0)), cells.number(1)));
    }

    /** What the node prepaid and earned, less what it bought; below zero it owes. */
    public Uni<BigInteger> position(Debtor debtor) {
        return session.createNativeQuery(POSITION, BigDecimal.class)
                .setParameter("network", debtor.network().value())
                .setParameter("prepaid", Account.ofNode(debtor.node()).name())
                .setParameter("revenue", Account.revenueOf(debtor.node()).name())
                .setParameter("asset", debtor.asset().toString())
                .getSingleResult()
                .map(BigDecimal::toBigIntegerExact);
    }

    /** Keeps a row in place of the one before. */
    public Uni<Integer> keep(Debtor debtor, Row row) {
        return session.createNativeQuery(KEEP)
                .setParameter("network", debtor.network().value())
                .setParameter("node", debtor.node().value())
                .setParameter("asset", debtor.asset().toString())
                .setParameter("stage", row.stage().name())
                .setParameter("revision", row.revision())
                .executeUpdate();
    }
}
