package io.meshplane.payment;

import io.meshplane.chain.Address;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.claim.Wallets;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.platform.identity.NodeDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Whose wallet is whose, as {@code nodes.v1} says. */
@ApplicationScoped
public class PayerDirectory {
    private static final Logger LOG = Logger.getLogger(PayerDirectory.class);

    private final NodeDirectory nodes;
    private final StateTopics stateTopics;

    PayerDirectory(NodeDirectory nodes, StateTopics stateTopics) {
        this.nodes = nodes;
        this.stateTopics = stateTopics;
    }

    /** While the directory is still being read, a payer would look like nobody. */
    boolean isReady() {
        return stateTopics.behind().isEmpty();
    }

    Wallets wallets() {
        List<Wallets.Registered> registered = new ArrayList<>();
        for (NodeRegistered node : nodes.all()) {
            if (node.getRevoked() || node.getPaymentAddress().isEmpty()) continue;
            try {
                registered.add(new Wallets.Registered(
                        new NodeId(node.getNodeId()),
                        new Wallets.Wallet(
                                new NetworkId(node.getNetworkId()), Address.parse(node.getPaymentAddress()))));
            } catch (MalformedChainDataException | IllegalArgumentException e) {
                LOG.debugf("a payment address cannot be read node=%s failure=%s", node.getNodeId(), e.getMessage());
            }
        }
        return Wallets.of(registered);
    }
}
