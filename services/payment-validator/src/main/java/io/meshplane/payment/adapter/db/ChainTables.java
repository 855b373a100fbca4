package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The index of the agreed chain: its cursor, blocks, what their transactions are to us, payments. */
public final class ChainTables {
    private static final String ADD_TRANSACTIONS = """
            insert into chain_transaction(chain_id, tx_hash, height, finding, finality)
            select cast(:chain as bigint), tx, cast(:height as bigint), finding, finality from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as t(tx text, finding text, finality text)""";
    private static final String ADD_PAYMENTS = """
            insert into payment(
                chain_id, tx_hash, log_index, network_id, payer, payee, asset, amount, height, block_hash,
                look_at_head, look_at_final)
            select cast(:chain as bigint), tx, log, network, payer, payee, asset, amount, cast(:height as bigint), cast(:hash as text),
                head, final
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as t(place integer, tx text, log integer, network text,
                payer text, payee text, asset text, amount numeric, head bigint, final bigint) order by place""";
    private static final String PRUNE_BLOCKS = """
            delete from block b where chain_id = :chain and height < :height and not exists (
                select 1 from payment p where p.chain_id = b.chain_id
                and p.height between b.height - :confirmations and b.height) and not exists (
                select 1 from chain_transaction t where t.chain_id = b.chain_id and t.finding <> 'PAYS'
                and t.height between b.height - :confirmations and b.height) and not exists (
                select 1 from fallen_payment f where f.chain_id = b.chain_id
                and f.height between b.height - :confirmations and b.height)""";
    private static final String PRUNE_PROOFS = """
            delete from inclusion_proof p using chain_transaction t
            where t.chain_id = :chain and t.height < :height and t.finding <> 'PAYS'
                and p.chain_id = t.chain_id and p.tx_hash = t.tx_hash and not exists (
                select 1 from claim c where c.chain_id = t.chain_id and c.tx_hash = t.tx_hash)""";
    private static final String PRUNE_TRANSACTIONS = """
            delete from chain_transaction t where chain_id = :chain and height < :height and finding <> 'PAYS' and not exists (
                select 1 from claim c where c.chain_id = t.chain_id and c.tx_hash = t.tx_hash)""";
    private static final String WAITS_FOR_FINALITY = """
            select exists (select 1 from payment where chain_id = :chain and look_at_final is not null)
                or exists (select 1 from claim where chain_id = :chain and look_at_final is not null)""";

    private final Mutiny.Session session;

    ChainTables(Mutiny.Session session) {
        this.session = session;
    }

    /** Where the index began and how far it is. */
    public record Cursor(long firstHeight, long height) {}

    /** The cursor, locked: of two instances that index, one waits and then finds the work done. */
    public Uni<Optional<Cursor>> lockCursor(long chainId) {
        return cursor(chainId, " for update");
    }

    public Uni<Optional<Cursor>> cursor(long chainId) {
        return cursor(chainId, "");
    }

    private Uni<Optional<Cursor>> cursor(long chainId, String lock) {
        return session.createNativeQuery(
                        "select first_height, height from chain_cursor where chain_id = :chain" + lock, Object[].class)
                .setParameter("chain", chainId)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Cells::new).map(c -> new Cursor(c.number(0), c.number(1))));
    }

    /** Begins an index that has nothing yet; another instance may have begun it before. */
    public Uni<Integer> begin(long chainId, long firstHeight) {
        return session.createNativeQuery(
                        "insert into chain_cursor values (:chain, :first, :first - 1) on conflict do nothing")
                .setParameter("chain", chainId)
                .setParameter("first", firstHeight)
                .executeUpdate();
    }

    /** The newest indexed hashes, from a height on. */
    public Uni<HeaderWindow> window(long chainId, long from) {
        return session.createNativeQuery(
                        "select block_hash from block where chain_id = :chain and height >= :from order by height",
                        String.class)
                .setParameter("chain", chainId)
                .setParameter("from", from)
                .getResultList()
                .map(hashes -> new HeaderWindow(
                        from, hashes.stream().map(Hash32::fromHex).toList()));
    }

    /** Adds the block above the cursor and moves the cursor to it. */
    public Uni<Void> add(long chainId, ScannedBlock block) {
        return session.createNativeQuery("""
                        insert into block(chain_id, height, block_hash, supporters)
                        values (:chain, :height, :hash, :supporters)""")
                .setParameter("chain", chainId)
                .setParameter("height", block.height())
                .setParameter("hash", block.hash().toString())
                .setParameter("supporters", String.join(",", Agreement.names(block.supporters())))
                .executeUpdate()
                .chain(() -> addTransactions(chainId, block))
                .chain(() -> addPayments(chainId, block))
                .chain(() -> moveCursor(chainId, block.height()));
    }

    private Uni<Void> addTransactions(long chainId, ScannedBlock block) {
        if (block.transactions().isEmpty()) return Uni.createFrom().voidItem();
        return session.createNativeQuery(ADD_TRANSACTIONS)
                .setParameter("chain", chainId)
                .setParameter("height", block.height())
                .setParameter("rows", BlockRowsJson.transactions(block))
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Void> addPayments(long chainId, ScannedBlock block) {
        if (block.transactions().stream().allMatch(each -> each.payments().isEmpty())) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD_PAYMENTS)
                .setParameter("chain", chainId)
                .setParameter("height", block.height())
                .setParameter("hash", block.hash().toString())
                .setParameter("rows", BlockRowsJson.payments(block))
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Forgets what lies far below the head, paid nobody and is nobody's claim.
     *
     * @param confirmations blocks above a transaction's that are kept with it as evidence
     */
    public Uni<Void> prune(long chainId, long below, int confirmations) {
        return run(PRUNE_PROOFS, chainId, below)
                .chain(() -> run(PRUNE_TRANSACTIONS, chainId, below))
                .chain(() -> session.createNativeQuery(PRUNE_BLOCKS)
                        .setParameter("chain", chainId)
                        .setParameter("height", below - confirmations)
                        .setParameter("confirmations", confirmations)
                        .executeUpdate()
                        .replaceWithVoid());
    }

    /** Transactions above a height. */
    public Uni<List<Hash32>> transactionsAbove(long chainId, long height) {
        return session.createNativeQuery(
                        "select tx_hash from chain_transaction where chain_id = :chain and height > :height",
                        String.class)
                .setParameter("chain", chainId)
                .setParameter("height", height)
                .getResultList()
                .map(hashes -> hashes.stream().map(Hash32::fromHex).toList());
    }

    /** Drops what is indexed above a height and moves the cursor down to it. */
    public Uni<Void> rewind(long chainId, long height) {
        return run("delete from payment where chain_id = :chain and height > :height", chainId, height)
                .chain(() -> run(
                        "delete from inclusion_proof where chain_id = :chain and height > :height", chainId, height))
                .chain(() ->
                        run("delete from proof_wanted where chain_id = :chain and height > :height", chainId, height))
                .chain(() -> run(
                        "delete from chain_transaction where chain_id = :chain and height > :height", chainId, height))
                .chain(() -> run("delete from block where chain_id = :chain and height > :height", chainId, height))
                .chain(() -> moveCursor(chainId, height));
    }

    private Uni<Void> moveCursor(long chainId, long height) {
        return run("update chain_cursor set height = :height where chain_id = :chain", chainId, height);
    }

    private Uni<Void> run(String statement, long chainId, long height) {
        return session.createNativeQuery(statement)
                .setParameter("chain", chainId)
                .setParameter("height", height)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether a claim or a payment is to be looked at when its block is final. */
    public Uni<Boolean> waitsForFinality(long chainId) {
        return session.createNativeQuery(WAITS_FOR_FINALITY, Boolean.class)
                .setParameter("chain", chainId)
                .getSingleResult();
    }

    /** The hash at a height; empty if it is not indexed or was forgotten. */
    public Uni<Optional<Hash32>> hashAt(long chainId, long height) {
        return session.createNativeQuery(
                        "select block_hash from block where chain_id = :chain and height = :height", String.class)
                .setParameter("chain", chainId)
                .setParameter("height", height)
                .getSingleResultOrNull()
                .map(hash -> Optional.ofNullable(hash).map(Hash32::fromHex));
    }
}
