package io.meshplane.payment.adapter.db;

import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.Run;
import io.meshplane.payment.domain.usage.RunKey;
import io.smallrye.mutiny.Uni;
import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Runs of counters, as far as samples told them. Whoever writes holds the lock of the direction. */
public final class RunTable {
    private static final String OF_THE_RUN = """
            network_id = :network and seller = :seller and buyer = :buyer and counting_end = :end
                and interface = :interface and destination_class = :class""";
    private static final String FIND = "select bits, folded_bytes, readings, baseline, versions from usage_run where "
            + OF_THE_RUN + " and epoch = :epoch";
    private static final String ANY = "select count(*) from usage_run where " + OF_THE_RUN;
    private static final String KEEP = """
            insert into usage_run(
                network_id, seller, buyer, counting_end, interface, destination_class, epoch, bits, folded_bytes,
                readings, baseline, versions)
            values (:network, :seller, :buyer, :end, :interface, :class, :epoch, :bits, :folded, :readings, :baseline,
                :versions)
            on conflict (network_id, seller, buyer, counting_end, interface, destination_class, epoch) do update
            set folded_bytes = excluded.folded_bytes, readings = excluded.readings, baseline = excluded.baseline,
                versions = excluded.versions""";

    private final Mutiny.Session session;

    RunTable(Mutiny.Session session) {
        this.session = session;
    }

    /** The run as known; empty if this is its first word. */
    public Uni<Optional<Run>> find(Direction direction, RunKey key) {
        return bind(session.createNativeQuery(FIND, Object[].class), direction, key)
                .setParameter("epoch", Cells.numeric(key.epoch()))
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(RunTable::run));
    }

    /** Whether the counter had any run yet. */
    public Uni<Boolean> any(Direction direction, RunKey key) {
        return bind(session.createNativeQuery(ANY, Long.class), direction, key)
                .getSingleResult()
                .map(rows -> rows > 0);
    }

    /** Keeps a run in place of what was known of it. */
    public Uni<Integer> keep(Direction direction, RunKey key, Run run) {
        return session.createNativeQuery(KEEP)
                .setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer())
                .setParameter("end", key.end().name())
                .setParameter("interface", key.interfaceName())
                .setParameter("class", key.destinationClass())
                .setParameter("epoch", Cells.numeric(key.epoch()))
                .setParameter("bits", run.bits())
                .setParameter("folded", Cells.numeric(run.foldedBytes()))
                .setParameter("readings", text(run.readings(), Long::toUnsignedString))
                .setParameter("baseline", Cells.numeric(run.baseline()))
                .setParameter("versions", text(run.versions(), version -> Long.toString(version)))
                .executeUpdate();
    }

    private static <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query, Direction direction, RunKey key) {
        return query.setParameter("network", direction.network().value())
                .setParameter("seller", direction.seller().value())
                .setParameter("buyer", direction.buyer())
                .setParameter("end", key.end().name())
                .setParameter("interface", key.interfaceName())
                .setParameter("class", key.destinationClass());
    }

    private static Run run(Object[] row) {
        Cells cells = new Cells(row);
        return new Run(
                cells.small(0),
                cells.integer(1),
                map(cells.text(2), Long::parseLong, Long::parseUnsignedLong),
                cells.integer(3),
                map(cells.text(4), BigInteger::new, Long::parseLong));
    }

    private static String text(Map<?, Long> map, Function<Long, String> value) {
        return map.entrySet().stream()
                .map(one -> one.getKey() + ":" + value.apply(one.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static <K extends Comparable<K>> NavigableMap<K, Long> map(
            String text, Function<String, K> key, Function<String, Long> value) {
        NavigableMap<K, Long> map = new TreeMap<>();
        if (text.isEmpty()) return map;
        for (String one : text.split(" ")) {
            int colon = one.indexOf(':');
            map.put(key.apply(one.substring(0, colon)), value.apply(one.substring(colon + 1)));
        }
        return map;
    }
}
