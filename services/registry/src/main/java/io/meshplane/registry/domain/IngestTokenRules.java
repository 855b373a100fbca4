package io.meshplane.registry.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which tokens let standard senders write as a node. */
public final class IngestTokenRules {
    /** Enough to exchange one for another while both are in use. */
    public static final int TOKENS_MAX = 4;

    /** What becomes of the wish for a token. */
    public sealed interface Decision {
        /** The node has one token more. */
        record Issued(Node node, IngestToken token) implements Decision {}

        /** Nothing changes. */
        record Refused(Reason reason) implements Decision {}
    }

    /** Why a node gets no token. */
    public enum Reason {
        NODE_REVOKED,
        TOO_MANY
    }

    /** Gives a node a token. */
    public static Decision issue(Node node, IngestToken token) {
        if (node.revoked()) return new Decision.Refused(Reason.NODE_REVOKED);
        if (node.ingestTokens().size() >= TOKENS_MAX) return new Decision.Refused(Reason.TOO_MANY);
        List<IngestToken> tokens = new ArrayList<>(node.ingestTokens());
        tokens.add(token);
        return new Decision.Issued(node.withIngestTokens(tokens), token);
    }

    /** Takes a token back; empty if the node has none of that id. */
    public static Optional<Node> withdraw(Node node, String tokenId) {
        List<IngestToken> left = node.ingestTokens().stream()
                .filter(token -> !token.id().equals(tokenId))
                .toList();
        return left.size() == node.ingestTokens().size() ? Optional.empty() : Optional.of(node.withIngestTokens(left));
    }

    private IngestTokenRules() {}
}
