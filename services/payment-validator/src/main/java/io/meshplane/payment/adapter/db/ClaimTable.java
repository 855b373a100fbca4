package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimFilter;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Deviation;
import io.meshplane.payment.domain.claim.Expectation;
import io.meshplane.payment.domain.claim.Look;
import io.meshplane.payment.domain.claim.Reason;
import io.meshplane.payment.domain.claim.Tip;
import io.smallrye.mutiny.Uni;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Claims of nodes. */
public final class ClaimTable {
    private static final String COLUMNS =
            "claim_id, network_id, node_id, chain_id, tx_hash, state, coalesce(reason, ''), made_at_height, revision,"
                    + " expected_amount, coalesce(expected_asset, ''), due_height, deviations, claim_no";
    private static final String ADD = """
            insert into claim(
                claim_id, network_id, node_id, chain_id, tx_hash, state, reason, made_at_height, revision,
                expected_amount, expected_asset, due_height)
            values (:id, :network, :node, :chain, :tx, :state, nullif(:reason, ''), :height, :revision,
                cast(nullif(:amount, '') as numeric), nullif(:asset, ''), cast(nullif(:due, '') as bigint))
            on conflict do nothing""";
    private static final String CHANGE = """
            update claim set state = next.state, reason = nullif(next.reason, ''), made_at_height = next.height,
                revision = next.revision, deviations = next.deviations,
                look_at_head = case when next.state in ('PENDING', 'REVERSED') then 0 end, look_at_final = null
            from jsonb_to_recordset(cast(cast(:claims as text) as jsonb)) as next(
                id text, state text, reason text, height bigint, revision integer, deviations text)
            where claim_id = next.id""";
    private static final String LOOK_AGAIN = """
            update claim set look_at_head = next.head, look_at_final = next.final
            from jsonb_to_recordset(cast(cast(:claims as text) as jsonb)) as next(id text, head bigint, final bigint)
            where claim_id = next.id""";
    /** However many wait: the two indexes give those whose time has come, and no others. */
    private static final String RIPE = "select " + COLUMNS + """
             from claim where claim_id in (
                (select claim_id from claim where chain_id = :chain and look_at_head <= :head
                    order by look_at_head limit :rows)
                union all
                (select claim_id from claim where chain_id = :chain and look_at_final <= :final
                    order by look_at_final limit :rows))
            order by claim_id limit :rows for update skip locked""";

    private static final String LOOK_AT_THOSE_OF = """
            update claim c set look_at_head = 0, look_at_final = null from chain_transaction t
            where t.chain_id = :chain and t.height >= :height and c.chain_id = t.chain_id and c.tx_hash = t.tx_hash
                and (c.state in ('PENDING', 'REVERSED') or c.reason = 'EXPIRED')""";

    private static final String FORGET_REFUSED = """
            delete from claim where claim_id in (
                select claim_id from claim c where c.node_id = :node and c.state = 'INVALID' and not exists (
                    select 1 from credit where credit.chain_id = c.chain_id and credit.tx_hash = c.tx_hash)
                order by c.made_at desc, c.claim_id offset :kept for update skip locked)""";

    private final Mutiny.Session session;

    ClaimTable(Mutiny.Session session) {
        this.session = session;
    }

    /** @return false if this node has claimed this transaction before */
    public Uni<Boolean> add(Claim claim) {
        return session.createNativeQuery(ADD)
                .setParameter("id", claim.id())
                .setParameter("network", claim.network().value())
                .setParameter("node", claim.node().value())
                .setParameter("chain", claim.chainId())
                .setParameter("tx", claim.transactionHash().toString())
                .setParameter("state", claim.state().name())
                .setParameter(
                        "reason", claim.reason() == null ? "" : claim.reason().name())
                .setParameter("height", claim.madeAtHeight())
                .setParameter("revision", claim.revision())
                .setParameter("amount", Objects.toString(claim.expected().amount(), ""))
                .setParameter("asset", Objects.toString(claim.expected().asset(), ""))
                .setParameter("due", Objects.toString(claim.expected().dueHeight(), ""))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    public Uni<Void> change(Claim claim) {
        return change(List.of(claim));
    }

    /** The same for many, in one statement. */
    public Uni<Void> change(List<Claim> claims) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Claim claim : claims) {
            rows.add(Json.createObjectBuilder()
                    .add("id", claim.id())
                    .add("state", claim.state().name())
                    .add("reason", claim.reason() == null ? "" : claim.reason().name())
                    .add("height", claim.madeAtHeight())
                    .add("revision", claim.revision())
                    .add("deviations", text(claim.deviations())));
        }
        return update(CHANGE, rows.build());
    }

    private Uni<Void> update(String statement, JsonArray claims) {
        if (claims.isEmpty()) return Uni.createFrom().voidItem();
        return session.createNativeQuery(statement)
                .setParameter("claims", claims.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** A claim, locked. */
    public Uni<Optional<Claim>> lock(String claimId) {
        return one("select " + COLUMNS + " from claim where claim_id = :id for update", claimId);
    }

    public Uni<Optional<Claim>> find(String claimId) {
        return one("select " + COLUMNS + " from claim where claim_id = :id", claimId);
    }

    private Uni<Optional<Claim>> one(String query, String claimId) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter("id", claimId)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ClaimTable::claim));
    }

    /** Claims that are to be looked at now, locked; some other instance may hold others. */
    public Uni<List<Claim>> ripe(long chainId, Tip tip, int limit) {
        return session.createNativeQuery(RIPE, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("head", tip.head())
                .setParameter("final", tip.finalized())
                .setParameter("rows", limit)
                .getResultList()
                .map(ClaimTable::claims);
    }

    /** These claims wait on, and each is looked at again then. */
    public Uni<Void> lookAgain(Map<Claim, Look> waiting) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        waiting.forEach((claim, look) -> {
            JsonObjectBuilder row = Json.createObjectBuilder().add("id", claim.id());
            switch (look) {
                case Look.AtHead(long height) -> row.add("head", height);
                case Look.AtFinalized(long height) -> row.add("final", height);
                case Look.WhenItsTransactionMoves ignored -> {}
            }
            rows.add(row);
        });
        return update(LOOK_AGAIN, rows.build());
    }

    /** Whatever waits for a transaction that is indexed from this height on is to be looked at: it came, or is about to fall. */
    public Uni<Void> lookAtThoseOf(long chainId, long fromHeight) {
        return session.createNativeQuery(LOOK_AT_THOSE_OF)
                .setParameter("chain", chainId)
                .setParameter("height", fromHeight)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** All claims of a transaction, locked. */
    public Uni<List<Claim>> ofTransaction(long chainId, Hash32 transaction) {
        return session.createNativeQuery(
                        "select " + COLUMNS
                                + " from claim where chain_id = :chain and tx_hash = :tx order by claim_id for update",
                        Object[].class)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .getResultList()
                .map(ClaimTable::claims);
    }

    /** A claim with its number: the later it was made, the higher. */
    public record Numbered(long number, Claim claim) {}

    /** Claims by number, the newest first: those that come in meanwhile are on none of the later pages. */
    public Uni<List<Numbered>> page(ClaimFilter filter) {
        String query = "select " + COLUMNS + " from claim where network_id = :network and claim_no < :before"
                + (filter.node().isPresent() ? " and node_id = :node" : "")
                + (filter.state().isPresent() ? " and state = :state" : "")
                + " order by claim_no desc limit :rows";
        Mutiny.SelectionQuery<Object[]> bound = session.createNativeQuery(query, Object[].class)
                .setParameter("network", filter.network().value())
                .setParameter("before", filter.before())
                .setParameter("rows", filter.limit());
        filter.node().ifPresent(node -> bound.setParameter("node", node.value()));
        filter.state().ifPresent(state -> bound.setParameter("state", state.name()));
        return bound.getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Numbered(new Cells(row).number(13), claim(row)))
                        .toList());
    }

    /** How many claims of a node wait on a chain. */
    public Uni<Long> waitingOf(NodeId node, long chainId) {
        return session.createNativeQuery(
                        "select count(*) from claim"
                                + " where node_id = :node and chain_id = :chain and state in ('PENDING', 'REVERSED')",
                        Long.class)
                .setParameter("node", node.value())
                .setParameter("chain", chainId)
                .getSingleResult();
    }

    /** Deletes the refused claims of a node but for the newest. No money hangs on them, and they may be made again. */
    public Uni<Void> forgetRefused(NodeId node, int kept) {
        return session.createNativeQuery(FORGET_REFUSED)
                .setParameter("node", node.value())
                .setParameter("kept", kept)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Starts the deadline of claims that were made before the index began. */
    public Uni<Void> startDeadlines(long chainId, long height) {
        return session.createNativeQuery(
                        "update claim set made_at_height = :height, look_at_head = 0 where chain_id = :chain and made_at_height < 0")
                .setParameter("height", height)
                .setParameter("chain", chainId)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static List<Claim> claims(List<Object[]> rows) {
        return rows.stream().map(ClaimTable::claim).toList();
    }

    private static Claim claim(Object[] row) {
        Cells cells = new Cells(row);
        return new Claim(
                cells.text(0),
                new NetworkId(cells.text(1)),
                new NodeId(cells.text(2)),
                cells.number(3),
                Hash32.fromHex(cells.text(4)),
                ClaimState.valueOf(cells.text(5)),
                cells.text(6).isEmpty() ? null : Reason.valueOf(cells.text(6)),
                new Expectation(
                        row[9] == null ? null : new Amount(cells.integer(9)),
                        cells.text(10).isEmpty() ? null : Asset.parse(cells.text(10)),
                        row[11] == null ? null : Long.valueOf(cells.number(11))),
                deviations(cells.text(12)),
                cells.number(7),
                cells.small(8));
    }

    private static String text(Set<Deviation> deviations) {
        return deviations.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<Deviation> deviations(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",", -1)).map(Deviation::valueOf).collect(Collectors.toSet());
    }
}
