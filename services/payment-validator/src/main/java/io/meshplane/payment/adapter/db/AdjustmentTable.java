package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.adjustment.Adjustment;
import io.meshplane.payment.domain.ledger.Account;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What operators move by hand. */
public final class AdjustmentTable {
    private static final String ROWS = """
            select adjustment_id, debit_account, credit_account, amount, asset, reason, asked_by,
                coalesce(approved_by, '')
            from adjustment where network_id = :network and""";
    private static final String ONE = ROWS + " adjustment_id = :id for update";
    private static final String PAGE = ROWS + " adjustment_id > :after order by adjustment_id limit :rows";
    private static final String ADD = """
            insert into adjustment(
                network_id, adjustment_id, debit_account, credit_account, amount, asset, reason, asked_by, approved_by,
                approved_at)
            values (:network, :id, :debit, :credit, :amount, :asset, :reason, :by, nullif(:approver, ''),
                case when :approver <> '' then now() end)
            on conflict do nothing""";
    private static final String APPROVE = """
            update adjustment set approved_by = :by, approved_at = now()
            where network_id = :network and adjustment_id = :id""";

    private final Mutiny.Session session;

    AdjustmentTable(Mutiny.Session session) {
        this.session = session;
    }

    /** One of them, locked until the transaction ends. */
    public Uni<Optional<Adjustment>> find(NetworkId network, String id) {
        return session.createNativeQuery(ONE, Object[].class)
                .setParameter("network", network.value())
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(one -> adjustment(network, one)));
    }

    /** A page by id. */
    public Uni<List<Adjustment>> page(NetworkId network, String after, int limit) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter("network", network.value())
                .setParameter("after", after)
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> adjustment(network, row)).toList());
    }

    /** @return false if its id is taken meanwhile: look again */
    public Uni<Boolean> add(Adjustment adjustment) {
        return session.createNativeQuery(ADD)
                .setParameter("network", adjustment.network().value())
                .setParameter("id", adjustment.id())
                .setParameter("debit", adjustment.debit().name())
                .setParameter("credit", adjustment.credit().name())
                .setParameter("amount", Cells.numeric(adjustment.amount().value()))
                .setParameter("asset", adjustment.asset().toString())
                .setParameter("reason", adjustment.reason())
                .setParameter("by", adjustment.askedBy())
                .setParameter("approver", adjustment.approvedBy().orElse(""))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Notes whose word moved it. */
    public Uni<Integer> approve(Adjustment adjustment) {
        return session.createNativeQuery(APPROVE)
                .setParameter("network", adjustment.network().value())
                .setParameter("id", adjustment.id())
                .setParameter("by", adjustment.approvedBy().orElseThrow())
                .executeUpdate();
    }

    private static Adjustment adjustment(NetworkId network, Object[] row) {
        Cells cells = new Cells(row);
        return new Adjustment(
                network,
                cells.text(0),
                new Account(cells.text(1)),
                new Account(cells.text(2)),
                new Amount(cells.integer(3)),
                Asset.parse(cells.text(4)),
                cells.text(5),
                cells.text(6),
                Optional.of(cells.text(7)).filter(by -> !by.isEmpty()));
    }
}
