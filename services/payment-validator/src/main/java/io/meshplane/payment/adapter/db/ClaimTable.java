package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.payment.domain.claim.Reason;
import io.meshplane.payment.domain.ledger.Account;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.reactive.mutiny.Mutiny;

/** Claims, and which payments are credited. */
public final class ClaimTable {
    private static final String COLUMNS =
            "claim_id, network_id, node_id, chain_id, tx_hash, state, coalesce(reason, ''), made_at_height, revision";
    private static final String ADD = """
            insert into claim(
                claim_id, network_id, node_id, chain_id, tx_hash, state, reason, made_at_height, revision)
            values (:id, :network, :node, :chain, :tx, :state, nullif(:reason, ''), :height, :revision)
            on conflict do nothing""";
    private static final String CHANGE = """
            update claim set state = :state, reason = nullif(:reason, ''), made_at_height = :height, revision = :revision
            where claim_id = :id""";
    /** Those that the newest block decides: deep enough, or too late. */
    private static final String RIPE = "select " + COLUMNS + """
             from claim c where c.chain_id = :chain and c.state in ('PENDING', 'REVERSED') and (
                exists (select 1 from chain_transaction t
                    where t.chain_id = c.chain_id and t.tx_hash = c.tx_hash and t.height <= :deep)
                or (c.state = 'PENDING' and c.made_at_height between 0 and :late and not exists (
                    select 1 from chain_transaction t where t.chain_id = c.chain_id and t.tx_hash = c.tx_hash)))
            order by c.claim_id limit :rows for update skip locked""";

    private static final String FORGET_REFUSED = """
            delete from claim where claim_id in (
                select claim_id from claim c where c.node_id = :node and c.state = 'INVALID' and not exists (
                    select 1 from credit where credit.chain_id = c.chain_id and credit.tx_hash = c.tx_hash)
                order by c.made_at desc, c.claim_id offset :kept for update skip locked)""";

    private static final String CREDIT = """
            insert into credit(
                chain_id, tx_hash, log_index, network_id, account, asset, amount, generation, standing)
            values (:chain, :tx, :log, :network, :account, :asset, :amount, 1, true)
            on conflict (chain_id, tx_hash, log_index) do update
            set network_id = excluded.network_id, account = excluded.account, asset = excluded.asset,
                amount = excluded.amount, generation = credit.generation + 1, standing = true
            where not credit.standing
            returning generation""";
    private static final String TAKE_BACK = """
            update credit set standing = false where chain_id = :chain and tx_hash = :tx and standing
            returning log_index, generation, network_id, account, asset, amount""";

    private final Mutiny.Session session;

    ClaimTable(Mutiny.Session session) {
        this.session = session;
    }

    /** A credit that stands, or stood until just now. */
    public record Credit(
            long chainId,
            Hash32 transaction,
            int logIndex,
            int generation,
            NetworkId network,
            Account account,
            Asset asset,
            Amount amount) {}

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
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    public Uni<Void> change(Claim claim) {
        return session.createNativeQuery(CHANGE)
                .setParameter("id", claim.id())
                .setParameter("state", claim.state().name())
                .setParameter(
                        "reason", claim.reason() == null ? "" : claim.reason().name())
                .setParameter("height", claim.madeAtHeight())
                .setParameter("revision", claim.revision())
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

    /** Claims that the index can settle now, locked; some other instance may hold others. */
    public Uni<List<Claim>> ripe(long chainId, long deepHeight, long lateHeight, int limit) {
        return session.createNativeQuery(RIPE, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("deep", deepHeight)
                .setParameter("late", lateHeight)
                .setParameter("rows", limit)
                .getResultList()
                .map(ClaimTable::claims);
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

    /** Claims of a network by id. */
    public Uni<List<Claim>> page(NetworkId network, String after, int limit) {
        return session.createNativeQuery(
                        "select " + COLUMNS
                                + " from claim where network_id = :network and claim_id > :after order by claim_id limit :rows",
                        Object[].class)
                .setParameter("network", network.value())
                .setParameter("after", after)
                .setParameter("rows", limit)
                .getResultList()
                .map(ClaimTable::claims);
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
                        "update claim set made_at_height = :height where chain_id = :chain and made_at_height < 0")
                .setParameter("height", height)
                .setParameter("chain", chainId)
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Marks a payment as credited.
     *
     * @return how often it has been credited now; empty if its credit stands already: then nobody may be credited again
     */
    public Uni<OptionalInt> credit(Payment payment, Account account) {
        return session.createNativeQuery(CREDIT, Integer.class)
                .setParameter("chain", payment.chainId())
                .setParameter("tx", payment.transactionHash().toString())
                .setParameter("log", payment.logIndex())
                .setParameter("network", payment.network().value())
                .setParameter("account", account.name())
                .setParameter("asset", payment.asset().toString())
                .setParameter("amount", Cells.numeric(payment.amount().value()))
                .getResultList()
                .map(rows -> rows.isEmpty() ? OptionalInt.empty() : OptionalInt.of(rows.getFirst()));
    }

    /** Whom a payment is credited to; it has been. */
    public Uni<Account> creditedTo(Payment payment) {
        return session.createNativeQuery(
                        "select account from credit where chain_id = :chain and tx_hash = :tx and log_index = :log",
                        String.class)
                .setParameter("chain", payment.chainId())
                .setParameter("tx", payment.transactionHash().toString())
                .setParameter("log", payment.logIndex())
                .getSingleResult()
                .map(Account::new);
    }

    /** Takes back what stands of a transaction. */
    public Uni<List<Credit>> takeBack(long chainId, Hash32 transaction) {
        return session.createNativeQuery(TAKE_BACK, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Credit(
                                chainId,
                                transaction,
                                cells.small(0),
                                cells.small(1),
                                new NetworkId(cells.text(2)),
                                new Account(cells.text(3)),
                                Asset.parse(cells.text(4)),
                                new Amount(cells.integer(5))))
                        .toList());
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
                cells.number(7),
                cells.small(8));
    }
}
