package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Address;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Asset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is paid, and with what.
 *
 * @param chainId EIP-155
 * @param networks the network whose wallet or community an address is; an address belongs to one network only
 * @param communities those of them that take the community's share
 * @param token the one token contract that counts beside the chain's coin, or empty
 */
public record Payees(
        long chainId, Map<Address, NetworkId> networks, Set<Address> communities, Optional<Address> token) {
    public Payees {
        networks = Map.copyOf(networks);
        communities = Set.copyOf(communities);
    }

    /**
     * Gathers the addresses of all networks.
     *
     * @param communities of networks that have one, where their community's share of payments goes
     * @throws IllegalArgumentException if an address is named twice: nobody could tell whose a payment is
     */
    public static Payees of(
            long chainId,
            Map<NetworkId, Address> wallets,
            Map<NetworkId, Address> communities,
            Optional<Address> token) {
        Map<Address, NetworkId> networks = new HashMap<>();
        wallets.forEach((network, wallet) -> name(networks, network, wallet));
        communities.forEach((network, address) -> name(networks, network, address));
        return new Payees(chainId, networks, Set.copyOf(communities.values()), token);
    }

    private static void name(Map<Address, NetworkId> networks, NetworkId network, Address address) {
        NetworkId other = networks.put(address, network);
        if (other == null) return;
        throw new IllegalArgumentException(
                other.equals(network)
                        ? "network " + network + " and its community share a wallet"
                        : "networks " + other + " and " + network + " share a wallet");
    }

    /** Whether an address takes the community's share of payments. */
    public boolean isCommunity(Address payee) {
        return communities.contains(payee);
    }

    /** The addresses that are a network's, in order. */
    public List<Address> of(NetworkId network) {
        return networks.entrySet().stream()
                .filter(each -> each.getValue().equals(network))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Address::toLowerHex))
                .toList();
    }

    Asset coin() {
        return Asset.coinOf(chainId);
    }

    /** What prices are in where nobody says otherwise: the token if there is one, else the coin. */
    public Asset usualAsset() {
        return token.map(contract -> new Asset(chainId, contract.toLowerHex())).orElseGet(this::coin);
    }
}
