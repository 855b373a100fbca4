package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.Listed;
import io.meshplane.payment.domain.usage.Lot;
import io.meshplane.payment.domain.usage.Tariff;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All versions of all prices that were ever in force: bytes that come late are billed by theirs. */
public final class TariffTable {
    private static final String LATEST = """
            select version, price, asset, cap from tariff
            where network_id = :network and seller = :seller and interface = :interface and destination_class = :class
            order by version desc limit 1""";
    private static final String ADD = """
            insert into tariff(network_id, seller, interface, destination_class, version, price, asset, cap)
            values (:network, :seller, :interface, :class, :version, :price, :asset, cast(nullif(:cap, '') as numeric))
            on conflict do nothing""";
    private static final String OF_DIRECTION = """
            select tariff.interface, tariff.destination_class, version, tariff.price, tariff.asset, tariff.cap
            from tariff join usage_lot using (network_id, seller, interface, destination_class, version)
            where network_id = :network and seller = :seller and buyer = :buyer""";
    private static final String OF_NETWORK = """
            select seller, interface, destination_class, version, price, asset, cap from tariff
            where network_id = :network and (seller, interface, destination_class, version)
                > (:seller, :interface, :class, :version)
            order by seller, interface, destination_class, version limit :rows""";

    private final Mutiny.Session session;

    TariffTable(Mutiny.Session session) {
        this.session = session;
    }

    /** A tariff and the number of its version. */
    public record Version(long version, Tariff tariff) {}

    /** The newest version of a price. */
    public Uni<Optional<Version>> latest(NetworkId network, NodeId seller, String interfaceName, String ofClass) {
        return session.createNativeQuery(LATEST, Object[].class)
                .setParameter("network", network.value())
                .setParameter("seller", seller.value())
                .setParameter("interface", interfaceName)
                .setParameter("class", ofClass)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(Cells::new)
                        .map(cells -> new Version(cells.number(0), tariff(cells, 1))));
    }

    /**
     * Adds a version.
     *
     * @return false if somebody else added one of that number: look again
     */
    public Uni<Boolean> add(NetworkId network, NodeId seller, Lot lot, Tariff tariff) {
        Price cap = tariff.cap();
        return session.createNativeQuery(ADD)
                .setParameter("network", network.value())
                .setParameter("seller", seller.value())
                .setParameter("interface", lot.sellerInterface())
                .setParameter("class", lot.destinationClass())
                .setParameter("version", lot.version())
                .setParameter(
                        "price", Cells.numeric(tariff.price().perBillionBytes().value()))
                .setParameter("asset", tariff.asset().toString())
                .setParameter("cap", cap == null ? "" : cap.toString())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The tariffs of a direction's lots. */
    public Uni<Map<Lot, Tariff>> of(Direction direction) {
        return session.createNativeQuery(OF_DIRECTION, Object[].class)
                .setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer())
                .getResultList()
                .map(TariffTable::tariffs);
    }

    /** A network's prices in all their versions, after a lot of a seller. */
    public Uni<List<Listed>> page(NetworkId network, String seller, Lot after, int limit) {
        return session.createNativeQuery(OF_NETWORK, Object[].class)
                .setParameter("network", network.value())
                .setParameter("seller", seller)
                .setParameter("interface", after.sellerInterface())
                .setParameter("class", after.destinationClass())
                .setParameter("version", after.version())
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Listed(
                                cells.text(0),
                                new Lot(cells.text(1), cells.text(2), cells.number(3)),
                                tariff(cells, 4)))
                        .toList());
    }

    private static Map<Lot, Tariff> tariffs(List<Object[]> rows) {
        Map<Lot, Tariff> tariffs = new HashMap<>();
        for (Object[] row : rows) {
            Cells cells = new Cells(row);
            tariffs.put(new Lot(cells.text(0), cells.text(1), cells.number(2)), tariff(cells, 3));
        }
        return tariffs;
    }

    private static Tariff tariff(Cells cells, int from) {
        Price price = new Price(new Amount(cells.integer(from)));
        @Nullable Price cap = cells.row()[from + 2] instanceof BigDecimal ? new Price(new Amount(cells.integer(from + 2))) : null;
        return new Tariff(price, Asset.parse(cells.text(from + 1)), cap);
    }
}
