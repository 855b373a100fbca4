package io.meshplane.payment.adapter.db;

import io.meshplane.payment.domain.usage.Cause;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.DivergenceRules.Watch;
import io.meshplane.payment.domain.usage.Figures;
import io.smallrye.mutiny.Uni;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is known of a direction as a whole; its row is the lock under which all else of it changes. */
public final class DirectionTable {
    private static final String BEGIN = """
            insert into usage_direction(
                network_id, seller, buyer, free_bytes, restarts, falls, mark_seller, mark_buyer, mark_attested,
                mark_restarts, mark_falls, marked_at)
            values (:network, :seller, :buyer, :free, 0, 0, 0, 0, 0, 0, 0, :now) on conflict do nothing""";
    private static final String LOCK = """
            select free_bytes, restarts, falls, mark_seller, mark_buyer, mark_attested, mark_restarts, mark_falls,
                marked_at, coalesce(open_cause, '')
            from usage_direction where network_id = :network and seller = :seller and buyer = :buyer for update""";
    private static final String KEEP = """
            update usage_direction set restarts = :restarts, falls = :falls, mark_seller = :markSeller,
                mark_buyer = :markBuyer, mark_attested = :markAttested, mark_restarts = :markRestarts,
                mark_falls = :markFalls, marked_at = :markedAt, open_cause = nullif(:openCause, '')
            where network_id = :network and seller = :seller and buyer = :buyer""";

    private final Mutiny.Session session;

    DirectionTable(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * What is known of a direction.
     *
     * @param freeBytes as agreed when it began
     * @param restarts of its counters so far
     * @param falls of its counters without a new run
     */
    public record Row(BigInteger freeBytes, long restarts, long falls, Watch watch) {}

    /** The direction's row, locked until the transaction ends; a new one if it is the first word of it. */
    public Uni<Row> lock(Direction direction, BigInteger freeBytesOfNew, Instant now) {
        return bind(session.createNativeQuery(BEGIN), direction)
                .setParameter("free", Cells.numeric(freeBytesOfNew))
                .setParameter("now", Cells.timestamp(now))
                .executeUpdate()
                .flatMap(any -> session.createNativeQuery(LOCK, Object[].class)
                        .setParameter("network", direction.network().value())
                        .setParameter("seller", direction.seller().value())
                        .setParameter("buyer", direction.buyer())
                        .getSingleResult())
                .map(DirectionTable::row);
    }

    /** Keeps a row in place of the one before. */
    public Uni<Integer> keep(Direction direction, Row row) {
        Watch watch = row.watch();
        Figures mark = watch.mark();
        return bind(session.createNativeQuery(KEEP), direction)
                .setParameter("restarts", row.restarts())
                .setParameter("falls", row.falls())
                .setParameter("markSeller", Cells.numeric(mark.sellerBytes()))
                .setParameter("markBuyer", Cells.numeric(mark.buyerBytes()))
                .setParameter("markAttested", Cells.numeric(mark.attestedBytes()))
                .setParameter("markRestarts", mark.restarts())
                .setParameter("markFalls", mark.falls())
                .setParameter("markedAt", Cells.timestamp(watch.markedAt()))
                .setParameter("openCause", watch.open().map(Cause::name).orElse(""))
                .executeUpdate();
    }

    private static Mutiny.MutationQuery bind(Mutiny.MutationQuery query, Direction direction) {
        return query.setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer());
    }

    private static Row row(Object[] row) {
        Cells cells = new Cells(row);
        Figures mark =
                new Figures(cells.integer(3), cells.integer(4), cells.integer(5), cells.number(6), cells.number(7));
        Optional<Cause> open = cells.text(9).isEmpty() ? Optional.empty() : Optional.of(Cause.valueOf(cells.text(9)));
        return new Row(cells.integer(0), cells.number(1), cells.number(2), new Watch(mark, cells.instant(8), open));
    }
}
