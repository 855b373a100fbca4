package io.meshplane.registry.domain;

import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may join, and who is put out. */
public final class EnrolmentRules {

    /**
     * A node asks to join with the key whose possession its signature has shown.
     *
     * @param wallet that shall pay for the node, not proven yet; null = none
     */
    public record Enrol(
            byte[] publicKey, NodeName name, @Nullable SignedWallet wallet) {}

    /** What becomes of the request. */
    public sealed interface Decision {
        /** A new node; the token is spent. */
        record Enrolled(Node node, EnrolmentToken spent) implements Decision {}

        /** The same node asks again with the same token, perhaps since an answer was lost: nothing changes. */
        record AlreadyEnrolled(Node node) implements Decision {}

        /** Nothing changes. */
        record Refused(Reason reason) implements Decision {}
    }

    /** Why a node may not join. */
    public enum Reason {
        UNKNOWN_TOKEN,
        TOKEN_EXPIRED,
        TOKEN_USED,
        KEY_IN_USE,
        NODE_REVOKED,
        /** The wallet has not signed that it pays for this node in this network. */
        WALLET_NOT_PROVEN,
        /** The wallet pays for another node, perhaps of another network. */
        WALLET_IN_USE
    }

    /**
     * Decides over a request to join.
     *
     * @param token what the presented token names, or null if there is no such token
     * @param known the node that has this key already, or null
     * @param payee the node, not revoked, that the wallet pays for already, or null
     */
    public static Decision enrol(
            @Nullable EnrolmentToken token, @Nullable Node known, @Nullable NodeId payee, Enrol command, Instant now) {
        if (token == null) return new Decision.Refused(Reason.UNKNOWN_TOKEN);
        NodeId id = NodeId.ofPublicKey(command.publicKey());
        if (token.usedBy() != null) return again(token.usedBy(), known, id);
        if (known != null) return new Decision.Refused(known.revoked() ? Reason.NODE_REVOKED : Reason.KEY_IN_USE);
        if (!now.isBefore(token.expiresAt())) return new Decision.Refused(Reason.TOKEN_EXPIRED);
        SignedWallet wallet = command.wallet();
        if (wallet != null) {
            // behind the token: only whom an operator invited makes us recover a key
            if (!wallet.paysFor(id, token.network())) return new Decision.Refused(Reason.WALLET_NOT_PROVEN);
            // who holds the wallet is told to its owner only
            if (payee != null) return new Decision.Refused(Reason.WALLET_IN_USE);
        }
        return new Decision.Enrolled(node(id, token, command, now), token.usedBy(id));
    }

    private static Node node(NodeId id, EnrolmentToken token, Enrol command, Instant now) {
        SignedWallet wallet = command.wallet();
        PaymentAddress address = wallet == null ? null : wallet.address();
        return new Node(
                id,
                token.network(),
                command.publicKey(),
                token.role(),
                command.name(),
                address,
                false,
                List.of(),
                now,
                1);
    }

    private static Decision again(NodeId usedBy, @Nullable Node known, NodeId id) {
        if (!usedBy.equals(id) || known == null) return new Decision.Refused(Reason.TOKEN_USED);
        return known.revoked() ? new Decision.Refused(Reason.NODE_REVOKED) : new Decision.AlreadyEnrolled(known);
    }

    /** Puts a node out; its signatures are refused from then on. A node that is out already stays as it is. */
    public static Node revoke(Node node) {
        return node.revoked() ? node : node.asRevoked();
    }

    private EnrolmentRules() {}
}
