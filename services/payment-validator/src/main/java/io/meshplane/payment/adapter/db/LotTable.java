package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.domain.usage.Bill;
import io.meshplane.payment.domain.usage.Charge;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.Lot;
import io.meshplane.payment.domain.usage.MeterBook;
import io.meshplane.payment.domain.usage.Tally;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.reactive.mutiny.Mutiny;

/** Bytes of both ends by lot, and what was posted for them. Whoever writes holds the lock of the direction. */
public final class LotTable {
    private static final String OF = """
            select interface, destination_class, version, seller_bytes, buyer_bytes, billed_bytes, price, asset, gross,
                over_cap, free
            from usage_lot where network_id = :network and seller = :seller and buyer = :buyer""";
    private static final String COUNT = """
            insert into usage_lot(
                network_id, seller, buyer, interface, destination_class, version, seller_bytes, buyer_bytes)
            values (:network, :seller, :buyer, :interface, :class, :version, :sellerBytes, :buyerBytes)
            on conflict (network_id, seller, buyer, interface, destination_class, version) do update
            set seller_bytes = excluded.seller_bytes, buyer_bytes = excluded.buyer_bytes""";
    private static final String CHARGE = """
            update usage_lot set billed_bytes = :billed, price = :price, asset = :asset, gross = :gross,
                over_cap = :overCap, free = :free
            where network_id = :network and seller = :seller and buyer = :buyer and interface = :interface
                and destination_class = :class and version = :version""";
    private static final String CLEAR = """
            update usage_lot set billed_bytes = null, price = null, asset = null, gross = null, over_cap = null, free = null
            where network_id = :network and seller = :seller and buyer = :buyer and interface = :interface
                and destination_class = :class and version = :version""";

    private final Mutiny.Session session;

    LotTable(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * A direction's lots.
     *
     * @param posted what the ledger says of them
     */
    public record Lots(MeterBook book, Bill posted) {}

    /** What is counted and posted of a direction. */
    public Uni<Lots> of(Direction direction) {
        return session.createNativeQuery(OF, Object[].class)
                .setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer())
                .getResultList()
                .map(LotTable::lots);
    }

    /** Writes what differs. */
    public Uni<Void> keep(Direction direction, Lots before, Lots after) {
        List<Mutiny.MutationQuery> writes = new ArrayList<>();
        for (Map.Entry<Lot, Tally> one : after.book().tallies().entrySet()) {
            if (one.getValue().equals(before.book().tallies().get(one.getKey()))) continue;
            writes.add(bind(COUNT, direction, one.getKey())
                    .setParameter("sellerBytes", Cells.numeric(one.getValue().sellerBytes()))
                    .setParameter("buyerBytes", Cells.numeric(one.getValue().buyerBytes())));
        }
        for (Map.Entry<Lot, Charge> one : after.posted().charges().entrySet()) {
            if (!one.getValue().equals(before.posted().charges().get(one.getKey()))) {
                writes.add(charge(direction, one.getKey(), one.getValue()));
            }
        }
        for (Lot lot : before.posted().charges().keySet()) {
            if (after.posted().isDropped(lot)) writes.add(bind(CLEAR, direction, lot));
        }
        return Books.inOrder(writes, write -> write.executeUpdate().replaceWithVoid());
    }

    private Mutiny.MutationQuery charge(Direction direction, Lot lot, Charge charge) {
        return bind(CHARGE, direction, lot)
                .setParameter("billed", Cells.numeric(charge.bytes()))
                .setParameter(
                        "price", Cells.numeric(charge.price().perBillionBytes().value()))
                .setParameter("asset", charge.asset().toString())
                .setParameter("gross", Cells.numeric(charge.gross().value()))
                .setParameter("overCap", Cells.numeric(charge.overCap().value()))
                .setParameter("free", Cells.numeric(charge.free().value()));
    }

    private Mutiny.MutationQuery bind(String statement, Direction direction, Lot lot) {
        return session.createNativeQuery(statement)
                .setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer())
                .setParameter("interface", lot.sellerInterface())
                .setParameter("class", lot.destinationClass())
                .setParameter("version", lot.version());
    }

    private static Lots lots(List<Object[]> rows) {
        SortedMap<Lot, Tally> tallies = new TreeMap<>();
        SortedMap<Lot, Charge> charges = new TreeMap<>();
        for (Object[] row : rows) {
            Cells cells = new Cells(row);
            Lot lot = new Lot(cells.text(0), cells.text(1), cells.number(2));
            tallies.put(lot, new Tally(cells.integer(3), cells.integer(4)));
            if (row[5] instanceof BigDecimal) charges.put(lot, charge(cells));
        }
        return new Lots(new MeterBook(tallies), new Bill(charges, new TreeSet<>(), new TreeSet<>()));
    }

    private static Charge charge(Cells cells) {
        return new Charge(
                cells.integer(5),
                new Price(new Amount(cells.integer(6))),
                Asset.parse(cells.text(7)),
                new Amount(cells.integer(8)),
                new Amount(cells.integer(9)),
                new Amount(cells.integer(10)));
    }
}
