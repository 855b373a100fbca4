package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.ReadAgain;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Refused transactions whose block is to be read again, so that their refusal can be proven. */
public final class WantedProofs {
    private static final String WANT = """
            insert into proof_wanted(chain_id, tx_hash, height)
            select t.chain_id, t.tx_hash, t.height from chain_transaction t join block b using (chain_id, height)
            where t.chain_id = :chain and t.tx_hash = :tx and b.header is not null and not exists (
                select 1 from inclusion_proof p
                where p.chain_id = t.chain_id and p.tx_hash = t.tx_hash and p.receipt_before is not null)
            on conflict do nothing""";
    private static final String NEXT = """
            select w.tx_hash, b.block_hash from proof_wanted w join block b using (chain_id, height)
            where w.chain_id = :chain order by w.height, w.tx_hash limit :rows""";
    /** Nothing, if that block is no longer the one of the transaction. */
    private static final String ADD = """
            insert into inclusion_proof(
                chain_id, tx_hash, height, position, transaction_proof, receipt_proof, receipt_before)
            select t.chain_id, t.tx_hash, t.height, :position, :transactions, :receipts, :before
            from chain_transaction t join block b using (chain_id, height)
            where t.chain_id = :chain and t.tx_hash = :tx and b.block_hash = :block
            on conflict (chain_id, tx_hash) do update set receipt_before = excluded.receipt_before""";

    private final Mutiny.Session session;

    WantedProofs(Mutiny.Session session) {
        this.session = session;
    }

    /** A transaction and the block that it is in. */
    public record Wanted(Hash32 transaction, Hash32 block) {}

    /** Wants a proof of a transaction, unless there is one or its chain cannot give any. */
    public Uni<Void> want(long chainId, Hash32 transaction) {
        return session.createNativeQuery(WANT)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The lowest of those that are wanted. */
    public Uni<List<Wanted>> next(long chainId, int limit) {
        return session.createNativeQuery(NEXT, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Wanted(Hash32.fromHex(cells.text(0)), Hash32.fromHex(cells.text(1))))
                        .toList());
    }

    /** Adds a proof; it is wanted no longer. */
    public Uni<Void> add(long chainId, ReadAgain found) {
        return session.createNativeQuery(ADD)
                .setParameter("chain", chainId)
                .setParameter("tx", found.transaction().toString())
                .setParameter("block", found.block().toString())
                .setParameter("position", found.proof().position())
                .setParameter("transactions", TrieNodes.packed(found.proof().transactionNodes()))
                .setParameter("receipts", TrieNodes.packed(found.proof().receiptNodes()))
                .setParameter("before", TrieNodes.packed(found.receiptBefore()))
                .executeUpdate()
                .chain(() -> session.createNativeQuery(
                                "delete from proof_wanted where chain_id = :chain and tx_hash = :tx")
                        .setParameter("chain", chainId)
                        .setParameter("tx", found.transaction().toString())
                        .executeUpdate()
                        .replaceWithVoid());
    }
}
