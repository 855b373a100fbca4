package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Bundles of evidence that the index could not make any more: they are kept as they were written. */
public final class KeptBundles {
    private static final String ABOUT_TO_FALL = """
            select distinct c.network_id, c.tx_hash from credit c join chain_transaction t using (chain_id, tx_hash)
            where c.chain_id = :chain and c.standing and t.height > :height order by 1, 2""";
    private static final String KEEP_FALLEN = """
            insert into fallen_payment(chain_id, tx_hash, network_id, height, bundle)
            values (:chain, :tx, :network, :height, :bundle)
            on conflict (chain_id, tx_hash, network_id) do update set height = excluded.height, bundle = excluded.bundle""";

    private final Mutiny.Session session;

    KeptBundles(Mutiny.Session session) {
        this.session = session;
    }

    /** What a transaction paid to a network, and has credit. */
    public record Credited(NetworkId network, Hash32 transaction) {}

    /** Credited payments above a height of the index. */
    public Uni<List<Credited>> aboutToFall(long chainId, long height) {
        return session.createNativeQuery(ABOUT_TO_FALL, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("height", height)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Credited(new NetworkId(cells.text(0)), Hash32.fromHex(cells.text(1))))
                        .toList());
    }

    /** Keeps the bundle of a payment whose block falls. */
    public Uni<Void> keepFallen(long chainId, Credited payment, long height, String bundle) {
        return session.createNativeQuery(KEEP_FALLEN)
                .setParameter("chain", chainId)
                .setParameter("tx", payment.transaction().toString())
                .setParameter("network", payment.network().value())
                .setParameter("height", height)
                .setParameter("bundle", bundle)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The bundle of a payment whose block fell last. */
    public Uni<Optional<String>> fallen(long chainId, NetworkId network, Hash32 transaction) {
        return session.createNativeQuery(
                        "select bundle from fallen_payment"
                                + " where chain_id = :chain and tx_hash = :tx and network_id = :network",
                        String.class)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .setParameter("network", network.value())
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /** Keeps the bundle of a claim whose deadline passed. */
    public Uni<Void> keepExpiry(String claimId, String bundle) {
        return session.createNativeQuery("update claim set expiry_bundle = :bundle where claim_id = :id")
                .setParameter("bundle", bundle)
                .setParameter("id", claimId)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The bundle of a claim whose deadline passed last. */
    public Uni<Optional<String>> expiry(String claimId) {
        return session.createNativeQuery(
                        "select expiry_bundle from claim where claim_id = :id and expiry_bundle is not null",
                        String.class)
                .setParameter("id", claimId)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }
}
