package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.usage.Cause;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.DivergenceRules.Filed;
import io.meshplane.payment.domain.usage.DivergenceRules.Report;
import io.meshplane.payment.domain.usage.Figures;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reports of ends that disagree. */
public final class DivergenceTable {
    private static final String OPEN = """
            insert into divergence(
                network_id, seller, buyer, cause, seller_bytes, buyer_bytes, attested_bytes, period_from, period_to)
            values (:network, :seller, :buyer, :cause, :sellerBytes, :buyerBytes, :attested, :from, :to)""";
    private static final String CLOSE = """
            update divergence set closed_at = :now
            where network_id = :network and seller = :seller and buyer = :buyer and closed_at is null""";
    private static final String PAGE = """
            select divergence_id, seller, buyer, cause, seller_bytes, buyer_bytes, attested_bytes, period_from, period_to,
                closed_at
            from divergence where network_id = :network and divergence_id > :after order by divergence_id limit :rows""";

    private final Mutiny.Session session;

    DivergenceTable(Mutiny.Session session) {
        this.session = session;
    }

    /** Files a report; one of another cause that was open is closed. */
    public Uni<Void> open(Direction direction, Report report) {
        return close(direction, report.to())
                .flatMap(any -> session.createNativeQuery(OPEN)
                        .setParameter("network", direction.network().value())
                        .setParameter("seller", direction.seller().value())
                        .setParameter("buyer", direction.buyer())
                        .setParameter("cause", report.cause().name())
                        .setParameter(
                                "sellerBytes", Cells.numeric(report.period().sellerBytes()))
                        .setParameter(
                                "buyerBytes", Cells.numeric(report.period().buyerBytes()))
                        .setParameter("attested", Cells.numeric(report.period().attestedBytes()))
                        .setParameter("from", Cells.timestamp(report.from()))
                        .setParameter("to", Cells.timestamp(report.to()))
                        .executeUpdate()
                        .replaceWithVoid());
    }

    /** Closes what is open. */
    public Uni<Void> close(Direction direction, Instant now) {
        return session.createNativeQuery(CLOSE)
                .setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer())
                .setParameter("now", Cells.timestamp(now))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** A network's reports in the order of filing. */
    public Uni<List<Filed>> page(NetworkId network, long after, int limit) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter("network", network.value())
                .setParameter("after", after)
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> filed(network, row)).toList());
    }

    private static Filed filed(NetworkId network, Object[] row) {
        Cells cells = new Cells(row);
        Figures period = new Figures(cells.integer(4), cells.integer(5), cells.integer(6), 0, 0);
        Report report = new Report(Cause.valueOf(cells.text(3)), period, cells.instant(7), cells.instant(8));
        Optional<Instant> closedAt = row[9] == null ? Optional.empty() : Optional.of(cells.instant(9));
        Direction direction = new Direction(network, new NodeId(cells.text(1)), cells.text(2));
        return new Filed(cells.number(0), direction, report, closedAt);
    }
}
