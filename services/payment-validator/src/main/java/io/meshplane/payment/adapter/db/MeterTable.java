package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.domain.ledger.MeterKey;
import io.meshplane.payment.domain.ledger.Reading;
import io.meshplane.payment.domain.ledger.Tariff;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far every counter is billed. */
public final class MeterTable {
    private static final String LOCK = """
            select counter_bytes, price, asset, price_from_bytes from meter
            where network_id = :network and node_id = :node and interface = :interface and peer = :peer and epoch = :epoch
            for update""";
    private static final String KEEP = """
            insert into meter(
                network_id, node_id, interface, peer, epoch, counter_bytes, price, asset, price_from_bytes)
            values (:network, :node, :interface, :peer, :epoch, :counter, :price, :asset, :from)
            on conflict (network_id, node_id, interface, peer, epoch) do update
            set counter_bytes = excluded.counter_bytes, price = excluded.price, asset = excluded.asset,
                price_from_bytes = excluded.price_from_bytes""";

    private final Mutiny.Session session;

    MeterTable(Mutiny.Session session) {
        this.session = session;
    }

    /** The reading, locked until the transaction ends. */
    public Uni<Optional<Reading>> lock(MeterKey key) {
        return bind(session.createNativeQuery(LOCK, Object[].class), key)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(MeterTable::reading));
    }

    private static Mutiny.SelectionQuery<Object[]> bind(Mutiny.SelectionQuery<Object[]> query, MeterKey key) {
        return query.setParameter("network", key.network().value())
                .setParameter("node", key.seller().value())
                .setParameter("interface", key.interfaceName())
                .setParameter("peer", key.peer())
                .setParameter("epoch", Cells.numeric(key.epoch()));
    }

    /** Keeps a reading in place of the one before. */
    public Uni<Integer> keep(MeterKey key, Reading reading) {
        return session.createNativeQuery(KEEP)
                .setParameter("network", key.network().value())
                .setParameter("node", key.seller().value())
                .setParameter("interface", key.interfaceName())
                .setParameter("peer", key.peer())
                .setParameter("epoch", Cells.numeric(key.epoch()))
                .setParameter("counter", Cells.numeric(reading.bytes()))
                .setParameter(
                        "price",
                        Cells.numeric(reading.tariff().price().perBillionBytes().value()))
                .setParameter("asset", reading.tariff().asset().toString())
                .setParameter("from", Cells.numeric(reading.tariffFromBytes()))
                .executeUpdate();
    }

    private static Reading reading(Object[] row) {
        Cells cells = new Cells(row);
        Tariff tariff = new Tariff(new Price(new Amount(cells.integer(1))), Asset.parse(cells.text(2)));
        return new Reading(cells.unsigned(0), tariff, cells.unsigned(3));
    }
}
