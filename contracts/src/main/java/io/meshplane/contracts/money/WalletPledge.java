package io.meshplane.contracts.money;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.util.Locale;

/**
 * A wallet's promise to pay for one node in one network (docs/wallet-proof.md). The wallet signs its {@link #text}; so the
 * signature says nothing for another node or network.
 *
 * @param wallet 0x and 40 hex digits, kept in lower case
 */
public record WalletPledge(String wallet, NodeId node, NetworkId network) {
    public WalletPledge {
        if (!wallet.matches("0x[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("not an address: 0x and 40 hex digits are expected");
        }
        wallet = wallet.toLowerCase(Locale.ROOT);
    }

    /** What the wallet signs as an EIP-191 personal message: one line of ASCII, without a line end. */
    public String text() {
        return "Meshplane: wallet " + wallet + " pays for node " + node + " in network " + network;
    }
}
