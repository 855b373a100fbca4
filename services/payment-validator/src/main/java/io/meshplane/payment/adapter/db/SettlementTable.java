package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.smallrye.mutiny.Uni;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a settlement is made from. */
public final class SettlementTable {
    private static final String POSITIONS = """
            select asset, node, case when net < 0 then net else least(net, earned) end from (
                select asset, split_part(account, ':', 2) as node, sum(credits - debits) as net,
                    coalesce(sum(credits - debits) filter (where account like 'revenue:%'), 0) as earned
                from account where network_id = :network and (account like 'node:%' or account like 'revenue:%')
                group by asset, node) as position
            where net <> 0""";
    private static final String PAYING =
            "select distinct node_id from claim where network_id = :network and state = 'PENDING'";

    private final Mutiny.Session session;

    SettlementTable(Mutiny.Session session) {
        this.session = session;
    }

    /** What each node owes (below zero) or has earned and not used up, by asset. What it prepaid is no debt of others. */
    public Uni<Map<String, Map<NodeId, BigInteger>>> positions(NetworkId network) {
        return session.createNativeQuery(POSITIONS, Object[].class)
                .setParameter("network", network.value())
                .getResultList()
                .map(SettlementTable::positions);
    }

    /** Nodes with a payment that waits for its verdict: what they owe is not known until then. */
    public Uni<Set<NodeId>> paying(NetworkId network) {
        return session.createNativeQuery(PAYING, String.class)
                .setParameter("network", network.value())
                .getResultList()
                .map(nodes -> nodes.stream().map(NodeId::new).collect(Collectors.toUnmodifiableSet()));
    }

    private static Map<String, Map<NodeId, BigInteger>> positions(List<Object[]> rows) {
        Map<String, Map<NodeId, BigInteger>> positions = new TreeMap<>();
        for (Object[] row : rows) {
            Cells cells = new Cells(row);
            String asset = Asset.parse(cells.text(0)).toString();
            positions.computeIfAbsent(asset, any -> new HashMap<>()).put(new NodeId(cells.text(1)), cells.integer(2));
        }
        return positions;
    }
}
