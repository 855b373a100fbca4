package io.meshplane.payment.adapter.db;

import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.Incident.Numbered;
import io.meshplane.payment.domain.chain.Incident.Standing;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.smallrye.mutiny.Uni;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Full nodes without a vote, and what happened to the chain. */
public final class NodeTables {
    private static final int INCIDENTS_KEPT = 10_000;
    private static final String SET_QUARANTINE = """
            insert into node_quarantine values (:chain, :node, :vendor, :since, :what, :lies, :clean)
            on conflict (chain_id, node) do update set vendor = excluded.vendor, since = excluded.since,
                what = excluded.what, lies = excluded.lies, clean_proofs = excluded.clean_proofs""";
    private static final String ADD_INCIDENT = """
            insert into chain_incident(chain_id, happened_at, kind, node, what, evidence)
            values (:chain, :at, :kind, :node, :what, :evidence)""";
    private static final String PRUNE = """
            delete from chain_incident where chain_id = :chain and incident_id <=
                (select max(incident_id) from chain_incident where chain_id = :chain) - :kept""";
    private static final String PAGE = """
            select incident_id, happened_at, kind, node, what, evidence from chain_incident
            where chain_id = :chain and incident_id < :before order by incident_id desc""";

    private final Mutiny.Session session;

    NodeTables(Mutiny.Session session) {
        this.session = session;
    }

    public Uni<Map<FullNode, Quarantine>> quarantines(long chainId) {
        return session.createNativeQuery(
                        "select node, vendor, since, what, lies, clean_proofs from node_quarantine where chain_id = :chain",
                        Object[].class)
                .setParameter("chain", chainId)
                .getResultList()
                .map(rows -> {
                    Map<FullNode, Quarantine> all = new HashMap<>();
                    rows.stream()
                            .map(Cells::new)
                            .forEach(cells -> all.put(
                                    new FullNode(cells.text(0), cells.text(1)),
                                    new Quarantine(cells.instant(2), cells.text(3), cells.small(4), cells.small(5))));
                    return all;
                });
    }

    /** Keeps a node's quarantine as it is now. */
    public Uni<Void> keep(long chainId, Standing standing) {
        return standing.quarantine()
                .map(quarantine -> set(chainId, standing.node(), quarantine))
                .orElseGet(() -> session.createNativeQuery(
                                "delete from node_quarantine where chain_id = :chain and node = :node")
                        .setParameter("chain", chainId)
                        .setParameter("node", standing.node().name())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Integer> set(long chainId, FullNode node, Quarantine quarantine) {
        return session.createNativeQuery(SET_QUARANTINE)
                .setParameter("chain", chainId)
                .setParameter("node", node.name())
                .setParameter("vendor", node.group())
                .setParameter("since", quarantine.since().atOffset(ZoneOffset.UTC))
                .setParameter("what", quarantine.what())
                .setParameter("lies", quarantine.lies())
                .setParameter("clean", quarantine.cleanProofs())
                .executeUpdate();
    }

    /** Adds an incident and forgets the oldest beyond {@link #INCIDENTS_KEPT}. */
    public Uni<Void> add(long chainId, Incident incident) {
        return session.createNativeQuery(ADD_INCIDENT)
                .setParameter("chain", chainId)
                .setParameter("at", incident.at().atOffset(ZoneOffset.UTC))
                .setParameter("kind", incident.kind().name())
                .setParameter("node", incident.node().map(FullNode::name).orElse(""))
                .setParameter("what", incident.what())
                .setParameter("evidence", incident.evidence())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(PRUNE)
                        .setParameter("chain", chainId)
                        .setParameter("kept", INCIDENTS_KEPT)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Incidents below a number, the newest first. */
    public Uni<List<Numbered>> page(long chainId, long before, int limit) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Numbered(cells.number(0), incident(cells)))
                        .toList());
    }

    private static Incident incident(Cells cells) {
        return new Incident(
                cells.instant(1),
                Incident.Kind.valueOf(cells.text(2)),
                Optional.of(cells.text(3)).filter(name -> !name.isEmpty()).map(FullNode::new),
                cells.text(4),
                cells.text(5));
    }
}
