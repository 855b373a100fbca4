package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Address;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Asset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is paid, and with what.
 *
 * @param chainId EIP-155
 * @param networks the network whose wallet an address is; an address belongs to one network only
 * @param token the one token contract that counts beside the chain's coin, or empty
 */
public record Payees(long chainId, Map<Address, NetworkId> networks, Optional<Address> token) {
    public Payees {
        networks = Map.copyOf(networks);
    }

    /** @throws IllegalArgumentException if two networks name the same wallet: nobody could tell whose a payment is */
    public static Payees of(long chainId, Map<NetworkId, Address> wallets, Optional<Address> token) {
        Map<Address, NetworkId> networks = new HashMap<>();
        wallets.forEach((network, wallet) -> {
            NetworkId other = networks.put(wallet, network);
            if (other != null) {
                throw new IllegalArgumentException("networks " + other + " and " + network + " share a wallet");
            }
        });
        return new Payees(chainId, networks, token);
    }

    Asset coin() {
        return Asset.coinOf(chainId);
    }

    /** What prices are in where nobody says otherwise: the token if there is one, else the coin. */
    public Asset usualAsset() {
        return token.map(contract -> new Asset(chainId, contract.toLowerHex())).orElseGet(this::coin);
    }
}
