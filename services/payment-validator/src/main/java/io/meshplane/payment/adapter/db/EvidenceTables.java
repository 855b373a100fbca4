package io.meshplane.payment.adapter.db;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.InclusionProof;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.chain.ScannedBlock;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What evidence of a verdict is made of ({@code docs/evidence.md}): headers, votes and inclusion proofs. */
public final class EvidenceTables {
    private static final String SEAL_BLOCK = """
            update block set voters = :voters, rules = :rules, indexed_at = :at, header = :header
            where chain_id = :chain and height = :height""";
    private static final String ADD_PROOFS = """
            insert into inclusion_proof(chain_id, tx_hash, height, position, transaction_proof, receipt_proof)
            select cast(:chain as bigint), tx, cast(:height as bigint), position, decode(transactions, 'base64'), decode(receipts, 'base64')
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as t(tx text, position integer, transactions text, receipts text)""";
    private static final String BLOCKS = """
            select height, block_hash, header, voters, rules, indexed_at from block
            where chain_id = :chain and height between :from and :to and header is not null order by height""";

    private final Mutiny.Session session;

    EvidenceTables(Mutiny.Session session) {
        this.session = session;
    }

    /** A block of the index with the votes that it was taken in by. */
    public record Voted(
            long height, Hash32 hash, Bytes header, List<FullNode> voters, QuorumPolicy rules, Instant indexedAt) {}

    /**
     * A proof.
     *
     * @param receiptBefore nodes of the trie to the receipt before; empty where nobody needed it
     */
    public record Included(InclusionProof proof, Optional<List<Bytes>> receiptBefore) {}

    /** Adds to a block that was just indexed what shows it; nothing where nothing is proven. */
    public Uni<Void> add(long chainId, ScannedBlock block, QuorumPolicy rules, Instant at) {
        if (block.header().isEmpty()) return Uni.createFrom().voidItem();
        BlockHeader header = block.header().get();
        return session.createNativeQuery(SEAL_BLOCK)
                .setParameter(
                        "voters",
                        block.supporters().stream()
                                .map(node -> node.name() + "@" + node.group())
                                .collect(Collectors.joining(",")))
                .setParameter("rules", text(rules))
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .setParameter("header", header.encode().toArray())
                .setParameter("chain", chainId)
                .setParameter("height", block.height())
                .executeUpdate()
                .chain(() -> addProofs(chainId, block));
    }

    private Uni<Void> addProofs(long chainId, ScannedBlock block) {
        if (block.transactions().stream().noneMatch(each -> each.proof().isPresent())) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD_PROOFS)
                .setParameter("chain", chainId)
                .setParameter("height", block.height())
                .setParameter("rows", BlockRowsJson.proofs(block))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Where a transaction stands; empty if it paid nobody or nothing is proven. */
    public Uni<Optional<Included>> included(long chainId, Hash32 transaction) {
        return session.createNativeQuery(
                        "select position, transaction_proof, receipt_proof, receipt_before from inclusion_proof"
                                + " where chain_id = :chain and tx_hash = :tx",
                        Object[].class)
                .setParameter("chain", chainId)
                .setParameter("tx", transaction.toString())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(Cells::new)
                        .map(cells -> new Included(
                                new InclusionProof(
                                        cells.small(0),
                                        TrieNodes.unpacked(cells.bytes(1)),
                                        TrieNodes.unpacked(cells.bytes(2))),
                                cells.bytesIfAny(3).map(TrieNodes::unpacked))));
    }

    /** The blocks from one height to another that are still there, the lowest first. */
    public Uni<List<Voted>> blocks(long chainId, long from, long to) {
        return session.createNativeQuery(BLOCKS, Object[].class)
                .setParameter("chain", chainId)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Voted(
                                cells.number(0),
                                Hash32.fromHex(cells.text(1)),
                                Bytes.of(cells.bytes(2)),
                                voters(cells.text(3)),
                                rules(cells.text(4)),
                                cells.instant(5)))
                        .toList());
    }

    private static List<FullNode> voters(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(each -> each.split("@", 2))
                .map(parts -> new FullNode(parts[0], parts[1]))
                .toList();
    }

    private static String text(QuorumPolicy rules) {
        return rules.nodes() + "," + rules.liars() + "," + rules.hung() + "," + rules.quorum() + "," + rules.groups();
    }

    private static QuorumPolicy rules(String text) {
        int[] numbers =
                Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        return new QuorumPolicy(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
