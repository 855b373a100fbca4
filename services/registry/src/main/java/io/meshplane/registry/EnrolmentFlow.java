package io.meshplane.registry;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.registry.adapter.db.Nodes;
import io.meshplane.registry.domain.EnrolmentRules;
import io.meshplane.registry.domain.EnrolmentRules.Decision;
import io.meshplane.registry.domain.EnrolmentRules.Enrol;
import io.meshplane.registry.domain.EnrolmentToken;
import io.meshplane.registry.domain.Node;
import io.meshplane.registry.domain.Role;
import io.meshplane.registry.domain.SignedWallet;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tokens are handed out, nodes join with them, nodes are put out: load → decide → commit. */
@ApplicationScoped
public class EnrolmentFlow {
    private static final int TOKEN_BYTES = 24;

    private final Nodes nodes;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();

    EnrolmentFlow(Nodes nodes, InstantSource clock, MeterRegistry meters) {
        this.nodes = nodes;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * A new token.
     *
     * @param secret shown once and never kept
     */
    public record IssuedToken(String secret, Instant expiresAt) {}

    public Uni<IssuedToken> issueToken(NetworkId network, Role role, Duration validity, String operator) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        EnrolmentToken token = new EnrolmentToken(network, role, clock.instant().plus(validity), null);
        return nodes.inTransaction(tx -> tx.add(hash(secret), token, operator))
                .replaceWith(() -> new IssuedToken(secret, token.expiresAt()));
    }

    /** A node asks to join. */
    public Uni<Decision> enrol(String tokenSecret, Enrol command) {
        String hash = hash(tokenSecret);
        NodeId id = NodeId.ofPublicKey(command.publicKey());
        return nodes.inTransaction(tx -> tx.lockToken(hash)
                        .flatMap(token -> tx.node(id)
                                .flatMap(known -> payee(tx, command)
                                        .map(payee -> EnrolmentRules.enrol(
                                                token.orElse(null),
                                                known.orElse(null),
                                                payee.orElse(null),
                                                command,
                                                clock.instant()))))
                        .call(decision -> switch (decision) {
                            case Decision.Enrolled(Node node, var spent) ->
                                tx.enrol(hash, node, NodeEvents.registered(node));
                            case Decision.AlreadyEnrolled ignored ->
                                Uni.createFrom().voidItem();
                            case Decision.Refused ignored -> Uni.createFrom().voidItem();
                        }))
                .invoke(this::count);
    }

    private static Uni<Optional<NodeId>> payee(Nodes.Transaction tx, Enrol command) {
        SignedWallet wallet = command.wallet();
        return wallet == null ? Uni.createFrom().item(Optional.empty()) : tx.lockWallet(wallet.address());
    }

    private void count(Decision decision) {
        String reason =
                decision instanceof Decision.Refused(var why) ? why.name().toLowerCase(Locale.ROOT) : "none";
        String outcome = switch (decision) {
            case Decision.Enrolled ignored -> "enrolled";
            case Decision.AlreadyEnrolled ignored -> "already_enrolled";
            case Decision.Refused ignored -> "refused";
        };
        meters.counter("registry.enrolments", "outcome", outcome, "reason", reason)
                .increment();
    }

    /** Puts a node of this network out; empty if there is none. */
    public Uni<Optional<Node>> revoke(NetworkId network, NodeId id) {
        return nodes.inTransaction(tx -> tx.node(id).flatMap(found -> {
            Optional<Node> known = found.filter(node -> node.network().equals(network));
            if (known.isEmpty()) return Uni.createFrom().item(known);
            Node next = EnrolmentRules.revoke(known.get());
            if (next.version() == known.get().version()) return Uni.createFrom().item(known);
            return tx.change(next, NodeEvents.registered(next)).replaceWith(Optional.of(next));
        }));
    }

    /** One node of this network. */
    public Uni<Optional<Node>> node(NetworkId network, NodeId id) {
        return nodes.inTransaction(tx -> tx.node(id))
                .map(found -> found.filter(node -> node.network().equals(network)));
    }

    /** A page of the network's nodes; see {@link Nodes.Transaction#page}. */
    public Uni<List<Node>> page(NetworkId network, String after, int limit) {
        return nodes.inTransaction(tx -> tx.page(network, after, limit));
    }

    private static String hash(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
