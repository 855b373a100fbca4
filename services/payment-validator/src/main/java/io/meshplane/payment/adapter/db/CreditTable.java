package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.ListedPayment;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.ledger.Account;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which payments are credited, and to whom. */
public final class CreditTable {
    private static final String CREDIT = """
            with looked_at as (update payment set look_at_head = null, look_at_final = null
                where chain_id = :chain and tx_hash = :tx and log_index = :log)
            insert into credit(
                chain_id, tx_hash, log_index, network_id, account, counterpart, asset, amount, generation, standing)
            values (:chain, :tx, :log, :network, :account, :counterpart, :asset, :amount, 1, true)
            on conflict (chain_id, tx_hash, log_index) do update
            set network_id = excluded.network_id, account = excluded.account, counterpart = excluded.counterpart, asset = excluded.asset,
                amount = excluded.amount, generation = credit.generation + 1, standing = true
            where not credit.standing
            returning generation""";
    private static final String STANDING = """
            select tx_hash, log_index, account from credit
            where chain_id = :chain and standing and tx_hash = any(string_to_array(:hashes, ','))""";
    private static final String TAKE_BACK = """
            update credit set standing = false where chain_id = :chain and tx_hash = :tx and standing
            returning log_index, generation, network_id, account, counterpart, asset, amount""";

    /** Deep enough, and credited to nobody. */
    private static final String UNCREDITED = """
            select tx_hash, log_index, network_id, payer, payee, amount, asset from (
                (select * from payment where chain_id = :chain and look_at_head <= :head order by look_at_head limit :rows)
                union all
                (select * from payment where chain_id = :chain and look_at_final <= :final
                    order by look_at_final limit :rows)) ripe
            order by height, tx_hash, log_index limit :rows""";

    private static final String PAGE = """
            select p.tx_hash, p.log_index, p.network_id, p.payer, p.payee, p.amount, p.asset, p.height, p.payment_no,
                p.block_hash, coalesce(c.account, ''), coalesce(k.claims, 0)
            from payment p
            left join credit c on c.chain_id = p.chain_id and c.tx_hash = p.tx_hash and c.log_index = p.log_index
                and c.standing
            left join lateral (select count(*) as claims from claim where claim.chain_id = p.chain_id
                and claim.tx_hash = p.tx_hash and claim.network_id = p.network_id) k on true
            where p.network_id = :network and p.chain_id = :chain and p.payment_no < :before
                and (not :unclaimed or coalesce(k.claims, 0) = 0)
            order by p.payment_no desc limit :rows""";

    private final Mutiny.Session session;

    CreditTable(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * A credit that stands, or stood until just now.
     *
     * @param counterpart the account of the address that was paid
     */
    public record Credit(
            long chainId,
            Hash32 transaction,
            int logIndex,
            int generation,
            NetworkId network,
            Account account,
            Account counterpart,
            Asset asset,
            Amount amount) {}

    /**
     * Marks a payment as credited: it needs no more looks.
     *
     * @return how often it has been credited now; empty if its credit stands already: then nobody may be credited again
     */
    public Uni<OptionalInt> credit(Payment payment, Account account, Account counterpart) {
        return session.createNativeQuery(CREDIT, Integer.class)
                .setParameter("chain", payment.chainId())
                .setParameter("tx", payment.transactionHash().toString())
                .setParameter("log", payment.logIndex())
                .setParameter("network", payment.network().value())
                .setParameter("account", account.name())
                .setParameter("counterpart", counterpart.name())
                .setParameter("asset", payment.asset().toString())
                .setParameter("amount", Cells.numeric(payment.amount().value()))
                .getResultList()
                .map(rows -> rows.isEmpty() ? OptionalInt.empty() : OptionalInt.of(rows.getFirst()));
    }

    /** Whom each payment of these transactions is credited to, of those whose credit stands. */
    public Uni<Map<Identity, Account>> standing(long chainId, Collection<Hash32> transactions) {
        return session.createNativeQuery(STANDING, Object[].class)
                .setParameter("chain", chainId)
                .setParameter(
                        "hashes", transactions.stream().map(Hash32::toString).collect(Collectors.joining(",")))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .collect(Collectors.toMap(
                                cells -> new Identity(Hash32.fromHex(cells.text(0)), cells.small(1)),
                                cells -> new Account(cells.text(2)))));
    }

    /** What names a payment on its chain for ever. */
    public record Identity(Hash32 transaction, int logIndex) {
        public static Identity of(Payment payment) {
            return new Identity(payment.transactionHash(), payment.logIndex());
        }
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
                                new Account(cells.text(4)),
                                Asset.parse(cells.text(5)),
                                new Amount(cells.integer(6))))
                        .toList());
    }

    /** Payments that lie deep enough and are credited to nobody, the lowest first. */
    public Uni<List<Payment>> uncredited(long chainId, Tip tip, int limit) {
        return session.createNativeQuery(UNCREDITED, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("head", tip.head())
                .setParameter("final", tip.finalized())
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> SightingTable.payment(chainId, new Cells(row)))
                        .toList());
    }

    /** Payments to a network, the newest first. */
    public Uni<List<ListedPayment>> page(
            long chainId, NetworkId network, boolean unclaimedOnly, long before, int limit) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("network", network.value())
                .setParameter("unclaimed", unclaimedOnly)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> listed(chainId, cells))
                        .toList());
    }

    private static ListedPayment listed(long chainId, Cells cells) {
        return new ListedPayment(
                cells.number(8),
                SightingTable.payment(chainId, cells),
                cells.number(7),
                Hash32.fromHex(cells.text(9)),
                Optional.of(cells.text(10)).filter(name -> !name.isEmpty()).map(Account::new),
                cells.number(11));
    }
}
