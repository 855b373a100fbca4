package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.WalletPledge;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the wallet of a node has to sign before the node enrols (docs/wallet-proof.md): its key is elsewhere.
 *
 * @param data the node's folder
 * @param paymentAddress the wallet
 * @param network that the node will join
 */
public record WalletText(Path data, String paymentAddress, NetworkId network) {

    /**
     * The line; makes the node's key if there is none yet.
     *
     * @throws IOException if the key cannot be read or kept
     */
    public String line() throws IOException {
        byte[] publicKey = new NodeFiles(data).key().publicKey();
        return new WalletPledge(paymentAddress, NodeId.ofPublicKey(publicKey), network).text();
    }
}
