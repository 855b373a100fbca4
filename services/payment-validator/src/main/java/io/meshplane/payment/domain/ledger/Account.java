package io.meshplane.payment.domain.ledger;

import io.meshplane.contracts.id.NodeId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account of a network's books. Five kinds:
 *
 * <ul>
 *   <li>{@code node:<id>}: prepaid credit of a node; credited with what it paid, debited with the traffic it bought. Below
 *       zero it owes.
 *   <li>{@code revenue:<id>}: what a node earned by carrying traffic for others.
 *   <li>{@code treasury}: counterpart of what arrived on the chain; as far below zero as the network's wallet was filled.
 *   <li>{@code community}: counterpart of what reached the community's address; as far below zero as that was.
 *   <li>{@code suspense}: what nobody can be named for; an operator's task while it is not zero.
 * </ul>
 */
public record Account(String name) {
    private static final Pattern FORM = Pattern.compile("treasury|community|suspense|(node|revenue):n[a-z2-7]{26}");

    public static final Account TREASURY = new Account("treasury");
    public static final Account COMMUNITY = new Account("community");
    public static final Account SUSPENSE = new Account("suspense");

    public Account {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not an account: treasury, community, suspense, node:<id> or revenue:<id> is expected");
        }
    }

    public static Account ofNode(NodeId node) {
        return new Account("node:" + node);
    }

    public static Account revenueOf(NodeId node) {
        return new Account("revenue:" + node);
    }

    /** Whose account it is; empty if it is no node's. */
    public Optional<NodeId> node() {
        int colon = name.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(new NodeId(name.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return name;
    }
}
