package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Agreement;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.chain.ScannedBlock.ScannedTransaction;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Look;
import io.meshplane.payment.domain.claim.Sighting;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The index of the agreed chain: its cursor, blocks, what their transactions are to us, payments. */
public final class ChainTables {
    private static final String ADD_PAYMENT = """
            insert into payment(
                chain_id, tx_hash, log_index, network_id, payer, payee, asset, amount, height, block_hash,
                look_at_head, look_at_final)
            values (:chain, :tx, :log, :network, :payer, :payee, :asset, :amount, :height, :hash,
                cast(nullif(:head, '') as bigint), cast(nullif(:final, '') as bigint))""";
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
    private static final String PAYMENTS_OF = """
            select log_index, network_id, payer, payee, amount, asset from payment
            where chain_id = :chain and tx_hash = :tx order by log_index""";

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
                .chain(() -> Books.inOrder(block.transactions(), transaction -> add(chainId, block, transaction)))
                .chain(() -> moveCursor(chainId, block.height()));
    }

    private Uni<Void> add(long chainId, ScannedBlock block, ScannedTransaction transaction) {
        return session.createNativeQuery(
                        "insert into chain_transaction values (:chain, :tx, :height, :finding, :finality)")
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.hash().toString())
                .setParameter("height", block.height())
                .setParameter("finding", transaction.finding().name())
                .setParameter("finality", transaction.finality().toString())
                .executeUpdate()
                .chain(() ->
                        Books.inOrder(transaction.payments(), payment -> add(block, payment, transaction.finality())));
    }

    private Uni<Void> add(ScannedBlock block, Payment payment, Finality finality) {
        Look look = Look.at(block.height(), finality);
        return session.createNativeQuery(ADD_PAYMENT)
                .setParameter("chain", payment.chainId())
                .setParameter("tx", payment.transactionHash().toString())
                .setParameter("log", payment.logIndex())
                .setParameter("network", payment.network().value())
                .setParameter("payer", payment.payer().toLowerHex())
                .setParameter("payee", payment.payee().toLowerHex())
                .setParameter("asset", payment.asset().toString())
                .setParameter("amount", Cells.numeric(payment.amount().value()))
                .setParameter("height", block.height())
                .setParameter("hash", block.hash().toString())
                .setParameter("head", look instanceof Look.AtHead(long height) ? Long.toString(height) : "")
                .setParameter("final", look instanceof Look.AtFinalized(long height) ? Long.toString(height) : "")
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

    /** Where a transaction is, and what it pays; empty while it is in no indexed block. */
    public Uni<Optional<Sighting>> sighting(long chainId, Hash32 transaction) {
        return session.createNativeQuery(
                        "select height, finding, finality from chain_transaction where chain_id = :chain and tx_hash = :tx",
                        Object[].class)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .getSingleResultOrNull()
                .flatMap(row -> row == null
                        ? Uni.createFrom().item(Optional.<Sighting>empty())
                        : payments(chainId, transaction)
                                .map(payments -> Optional.of(sighting(new Cells(row), payments))));
    }

    private static Sighting sighting(Cells cells, List<Payment> payments) {
        return new Sighting(cells.number(0), Finding.valueOf(cells.text(1)), payments, Finality.parse(cells.text(2)));
    }

    private Uni<List<Payment>> payments(long chainId, Hash32 transaction) {
        return session.createNativeQuery(PAYMENTS_OF, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Payment(
                                chainId,
                                transaction,
                                cells.small(0),
                                new NetworkId(cells.text(1)),
                                Address.fromHex(cells.text(2)),
                                Address.fromHex(cells.text(3)),
                                new Amount(cells.integer(4)),
                                Asset.parse(cells.text(5))))
                        .toList());
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

    /** The block of a transaction and who agreed on it; empty if it was forgotten. */
    public Uni<Optional<Evidence>> evidence(long chainId, Sighting seen) {
        return session.createNativeQuery(
                        "select block_hash, supporters from block where chain_id = :chain and height = :height",
                        Object[].class)
                .setParameter("chain", chainId)
                .setParameter("height", seen.height())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(Cells::new)
                        .map(cells -> new Evidence(
                                seen.height(),
                                Hash32.fromHex(cells.text(0)),
                                List.of(cells.text(1).split(",", -1)),
                                seen.finality())));
    }
}
