package io.meshplane.registry;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.registry.adapter.db.Nodes;
import io.meshplane.registry.domain.IngestToken;
import io.meshplane.registry.domain.IngestTokenRules;
import io.meshplane.registry.domain.IngestTokenRules.Decision;
import io.meshplane.registry.domain.Node;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Tokens for standard senders are handed out and taken back: load → decide → commit. Other services learn of them by nodes.v1. */
@ApplicationScoped
public class IngestTokenFlow {
    private static final int TOKEN_BYTES = 32;
    /** Says what it is to whoever finds it in a file. */
    private static final String PREFIX = "mpi_";

    private final Nodes nodes;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();

    IngestTokenFlow(Nodes nodes, MeterRegistry meters) {
        this.nodes = nodes;
        this.meters = meters;
    }

    /**
     * A token was handed out, or not.
     *
     * @param secret shown once and never kept
     */
    public record Issue(String secret, Decision decision) {}

    /** A new token for a node of this network; empty if there is no such node. */
    public Uni<Optional<Issue>> issue(NetworkId network, NodeId id) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        IngestToken token = new IngestToken(hash(secret));
        return nodes.inTransaction(tx -> tx.node(id).flatMap(found -> {
                    Optional<Decision> decision = in(network, found).map(node -> IngestTokenRules.issue(node, token));
                    if (decision.orElse(null) instanceof Decision.Issued(Node next, var _)) {
                        return tx.change(next, NodeEvents.registered(next)).replaceWith(decision);
                    }
                    return Uni.createFrom().item(decision);
                }))
                .invoke(decision -> decision.ifPresent(this::count))
                .map(decision -> decision.map(made -> new Issue(secret, made)));
    }

    /** Takes a token back; empty if there is no such node of this network, or no such token of it. */
    public Uni<Optional<Node>> withdraw(NetworkId network, NodeId id, String tokenId) {
        return nodes.inTransaction(tx -> tx.node(id).flatMap(found -> {
            Optional<Node> next = in(network, found).flatMap(node -> IngestTokenRules.withdraw(node, tokenId));
            if (next.isEmpty()) return Uni.createFrom().item(next);
            return tx.change(next.get(), NodeEvents.registered(next.get())).replaceWith(next);
        }));
    }

    private static Optional<Node> in(NetworkId network, Optional<Node> found) {
        return found.filter(node -> node.network().equals(network));
    }

    private void count(Decision decision) {
        String reason = switch (decision) {
            case Decision.Issued _ -> "none";
            case Decision.Refused(var why) -> why.name().toLowerCase(Locale.ROOT);
        };
        String outcome = decision instanceof Decision.Issued ? "issued" : "refused";
        meters.counter("registry.ingest.tokens", "outcome", outcome, "reason", reason)
                .increment();
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
