package io.meshplane.registry.domain;

import io.meshplane.chain.Address;
import io.meshplane.chain.PersonalMessage;
import io.meshplane.chain.Signature;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.WalletPledge;

/** A wallet that a node names as its own, with what shall prove it (docs/wallet-proof.md). */
public record SignedWallet(PaymentAddress address, Signature signature) {

    /** Whether the wallet itself has signed that it pays for this node in this network; costs about half a millisecond. */
    public boolean paysFor(NodeId node, NetworkId network) {
        String text = new WalletPledge(address.value(), node, network).text();
        return new PersonalMessage(text)
                .signer(signature)
                .map(Address::toLowerHex)
                .filter(address.value()::equals)
                .isPresent();
    }
}
