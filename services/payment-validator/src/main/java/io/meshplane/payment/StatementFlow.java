package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.statement.Statement;
import io.meshplane.payment.domain.statement.Statement.Line;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes statements of what lies in the books, and signs them. */
@ApplicationScoped
public class StatementFlow {
    /** After this time no transaction can still add an entry to a period that is over. */
    public static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

    private final Books books;
    private final InstantSource clock;

    StatementFlow(Books books, InstantSource clock) {
        this.books = books;
        this.clock = clock;
    }

    /**
     * A statement as it is handed out.
     *
     * @param keyId the fingerprint of the public key
     * @param signature Ed25519 over {@link Statement#canonical} in UTF-8, 64 bytes
     */
    public record Signed(Statement statement, String keyId, byte[] publicKey, byte[] signature) {}

    /** Whether a period that ends then may be told already: nothing can be added to it. */
    public boolean isOver(Instant end) {
        return !end.isAfter(clock.instant().minus(SETTLED_AFTER));
    }

    /**
     * The statement of a node and a period, signed.
     *
     * @param from inclusive
     * @param to exclusive; {@link #isOver}
     */
    public Uni<Signed> statement(NetworkId network, NodeId node, Asset asset, Instant from, Instant to) {
        Account prepaid = Account.ofNode(node);
        Account revenue = Account.revenueOf(node);
        return books.inTransaction(tx -> tx.statements()
                .standing(network, prepaid, asset, from)
                .flatMap(one ->
                        tx.statements().standing(network, revenue, asset, from).map(one::add))
                .flatMap(opening -> lines(tx, network, List.of(prepaid, revenue), asset, from, to)
                        .flatMap(lines -> closing(tx, network, node, asset, to)
                                .map(closing ->
                                        new Statement(network, node, asset, from, to, opening, closing, lines))))
                .flatMap(statement -> key(tx).map(key -> sign(statement, key))));
    }

    private static Uni<List<Line>> lines(
            Books.Transaction tx, NetworkId network, List<Account> accounts, Asset asset, Instant from, Instant to) {
        List<Line> lines = new ArrayList<>();
        return Books.inOrder(
                        accounts,
                        account -> tx.statements()
                                .lines(network, account, asset, from, to)
                                .invoke(lines::addAll)
                                .replaceWithVoid())
                .replaceWith(lines);
    }

    /** Read from the books, not computed from the lines: else a verifier would check nothing. */
    private static Uni<BigInteger> closing(
            Books.Transaction tx, NetworkId network, NodeId node, Asset asset, Instant to) {
        return tx.statements()
                .standing(network, Account.ofNode(node), asset, to)
                .flatMap(one -> tx.statements()
                        .standing(network, Account.revenueOf(node), asset, to)
                        .map(one::add));
    }

    private static Uni<NodeKey> key(Books.Transaction tx) {
        return tx.statements()
                .key()
                .flatMap(known -> known.map(key -> Uni.createFrom().item(key)).orElseGet(() -> {
                    NodeKey fresh = NodeKey.generate();
                    return tx.statements()
                            .add(fingerprint(fresh), fresh)
                            .chain(() -> tx.statements().key())
                            .map(key -> key.orElse(fresh));
                }));
    }

    private static Signed sign(Statement statement, NodeKey key) {
        byte[] signature = key.sign(statement.canonical().getBytes(StandardCharsets.UTF_8));
        return new Signed(statement, fingerprint(key), key.publicKey(), signature);
    }

    private static String fingerprint(NodeKey key) {
        return NodeId.ofPublicKey(key.publicKey()).value();
    }
}
