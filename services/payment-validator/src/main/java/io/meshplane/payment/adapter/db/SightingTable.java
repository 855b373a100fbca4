package io.meshplane.payment.adapter.db;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Sighting;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where transactions are in the index, and what they pay: many at once, since each statement has its price. */
public final class SightingTable {
    private static final String TRANSACTIONS = """
            select tx_hash, height, finding, finality from chain_transaction
            where chain_id = :chain and tx_hash = any(string_to_array(:hashes, ','))""";
    private static final String PAYMENTS = """
            select tx_hash, log_index, network_id, payer, payee, amount, asset from payment
            where chain_id = :chain and tx_hash = any(string_to_array(:hashes, ',')) order by tx_hash, log_index""";
    private static final String BLOCKS = """
            select height, block_hash, supporters from block
            where chain_id = :chain and height = any(cast(string_to_array(:heights, ',') as bigint[]))""";

    private final Mutiny.Session session;

    SightingTable(Mutiny.Session session) {
        this.session = session;
    }

    /** Where a transaction is, and what it pays; empty while it is in no indexed block. */
    public Uni<Optional<Sighting>> of(long chainId, Hash32 transaction) {
        return of(chainId, List.of(transaction)).map(found -> Optional.ofNullable(found.get(transaction)));
    }

    /** The same of many; those in no indexed block are left out. */
    public Uni<Map<Hash32, Sighting>> of(long chainId, Collection<Hash32> transactions) {
        String hashes = transactions.stream().distinct().map(Hash32::toString).collect(Collectors.joining(","));
        return select(TRANSACTIONS, chainId, "hashes", hashes)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Map.<Hash32, Sighting>of())
                        : select(PAYMENTS, chainId, "hashes", hashes).map(paid -> sightings(chainId, found, paid)));
    }

    private Uni<List<Cells>> select(String query, long chainId, String name, String values) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter("chain", chainId)
                .setParameter(name, values)
                .getResultList()
                .map(rows -> rows.stream().map(Cells::new).toList());
    }

    private static Map<Hash32, Sighting> sightings(long chainId, List<Cells> found, List<Cells> paid) {
        Map<Hash32, List<Payment>> payments = new HashMap<>();
        for (Cells cells : paid) {
            Payment payment = payment(chainId, cells);
            payments.computeIfAbsent(payment.transactionHash(), _ -> new ArrayList<>())
                    .add(payment);
        }
        Map<Hash32, Sighting> sightings = new HashMap<>();
        for (Cells cells : found) {
            Hash32 hash = Hash32.fromHex(cells.text(0));
            sightings.put(
                    hash,
                    new Sighting(
                            cells.number(1),
                            Finding.valueOf(cells.text(2)),
                            payments.getOrDefault(hash, List.of()),
                            Finality.parse(cells.text(3))));
        }
        return sightings;
    }

    /** A payment from the columns that say all of it, in their order. */
    static Payment payment(long chainId, Cells cells) {
        return new Payment(
                chainId,
                Hash32.fromHex(cells.text(0)),
                cells.small(1),
                new NetworkId(cells.text(2)),
                Address.fromHex(cells.text(3)),
                Address.fromHex(cells.text(4)),
                new Amount(cells.integer(5)),
                Asset.parse(cells.text(6)));
    }

    /** The block of a transaction and who agreed on it; empty if it was forgotten. */
    public Uni<Optional<Evidence>> evidence(long chainId, Sighting seen) {
        return evidence(chainId, List.of(seen)).map(found -> Optional.ofNullable(found.get(seen)));
    }

    /** The same of many; those whose block was forgotten are left out. */
    public Uni<Map<Sighting, Evidence>> evidence(long chainId, Collection<Sighting> seen) {
        if (seen.isEmpty()) return Uni.createFrom().item(Map.of());
        String heights = seen.stream()
                .map(Sighting::height)
                .distinct()
                .map(Object::toString)
                .collect(Collectors.joining(","));
        return select(BLOCKS, chainId, "heights", heights).map(blocks -> {
            Map<Long, Cells> byHeight =
                    blocks.stream().collect(Collectors.toMap(cells -> cells.number(0), cells -> cells));
            Map<Sighting, Evidence> evidence = new HashMap<>();
            for (Sighting each : seen) {
                Cells block = byHeight.get(each.height());
                if (block != null) evidence.put(each, evidence(each, block));
            }
            return evidence;
        });
    }

    private static Evidence evidence(Sighting seen, Cells block) {
        return new Evidence(
                seen.height(),
                Hash32.fromHex(block.text(1)),
                List.of(block.text(2).split(",", -1)),
                seen.finality());
    }
}
