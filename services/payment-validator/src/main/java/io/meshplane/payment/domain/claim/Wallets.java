package io.meshplane.payment.domain.claim;

import io.meshplane.chain.Address;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.ledger.Account;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whose wallet is whose: the payment addresses that nodes have registered.
 *
 * @param owners nodes that are not revoked, by network and address
 */
public record Wallets(Map<Wallet, List<NodeId>> owners) {

    /** An address in a network. */
    public record Wallet(NetworkId network, Address address) {}

    /** A node says that this wallet pays for it. */
    public record Registered(NodeId node, Wallet wallet) {}

    public static Wallets of(Collection<Registered> registrations) {
        return new Wallets(registrations.stream()
                .collect(Collectors.groupingBy(
                        Registered::wallet, Collectors.mapping(Registered::node, Collectors.toUnmodifiableList()))));
    }

    /**
     * The account that a payment credits: that of the one node whose wallet sent it. Nobody's wallet goes to suspense: money is
     * never given away on a guess. So does a wallet of two nodes, though the registry lets it pay for one at a time: for a moment
     * the old node's revocation may not be read yet.
     */
    public Account payerOf(Payment payment) {
        List<NodeId> nodes = owners.getOrDefault(new Wallet(payment.network(), payment.payer()), List.of());
        return nodes.size() == 1 ? Account.ofNode(nodes.getFirst()) : Account.SUSPENSE;
    }
}
