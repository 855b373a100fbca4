package io.meshplane.payment;

import io.meshplane.chain.Address;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.adapter.chain.FullNodeClient;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.payment.domain.claim.ClaimLimits;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.meshplane.payment.domain.ledger.Tariff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configuration as values of the domain; what does not fit stops the start with words for the operator. */
@ApplicationScoped
public class Wiring {
    private static final long DEVELOPMENT_CHAIN = 7357;

    /** Account 0 of the development chain. */
    static final String DEVELOPMENT_WALLET = "0x39c2058F13e5B0deA356458ABFd1c5fEcC376a2c";

    @Produces
    @Singleton
    QuorumPolicy quorumPolicy(ChainConfig chain) {
        return new QuorumPolicy(chain.nodes().size(), chain.liars(), chain.hung(), chain.quorum());
    }

    @Produces
    @Singleton
    VerdictRules.Policy verdictPolicy(ChainConfig chain) {
        return new VerdictRules.Policy(chain.id(), chain.depth(), chain.claimDeadlineBlocks());
    }

    @Produces
    @Singleton
    ClaimLimits claimLimits(PaymentConfig payment) {
        return new ClaimLimits(payment.pendingClaimsMax(), payment.refusedClaimsKept());
    }

    @Produces
    @Singleton
    Payees payees(ChainConfig chain, PaymentConfig payment) {
        return payees(chain.id(), payment.payees(), chain.token());
    }

    /**
     * Who is paid. Without any wallet the development chain pays network {@code home}; any other chain needs one.
     *
     * @throws IllegalArgumentException with words for the operator if a wallet is missing, misspelt, or everybody's
     */
    static Payees payees(long chainId, Map<String, String> configured, Optional<String> token) {
        boolean development = chainId == DEVELOPMENT_CHAIN;
        if (configured.isEmpty() && !development) {
            throw new IllegalArgumentException("nobody is paid: set meshplane.payment.payees.<network> to a wallet");
        }
        Map<String, String> chosen = configured.isEmpty() ? Map.of("home", DEVELOPMENT_WALLET) : configured;
        Map<NetworkId, Address> wallets = new HashMap<>();
        chosen.forEach((network, text) -> {
            Address wallet = address("payees." + network, text);
            if (!development && wallet.equals(Address.fromHex(DEVELOPMENT_WALLET))) {
                throw new IllegalArgumentException(
                        "payees." + network + ": everybody has the key of the development wallet");
            }
            wallets.put(new NetworkId(network), wallet);
        });
        return Payees.of(chainId, wallets, token.map(contract -> address("token", contract)));
    }

    /** What traffic costs where no price is set. */
    @Produces
    @Singleton
    Tariff defaultTariff(PaymentConfig payment, Payees payees) {
        return new Tariff(Price.parse(payment.defaultPrice()), payees.usualAsset());
    }

    /** One client per configured full node. */
    static List<FullNodeClient> clients(ChainConfig chain) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(chain.requestTimeout())
                .build();
        List<FullNodeClient> clients =
                chain.nodes().stream().map(named -> client(named, http, chain)).toList();
        if (clients.stream().map(FullNodeClient::node).distinct().count() < clients.size()) {
            throw new IllegalArgumentException("two full nodes have the same name");
        }
        return clients;
    }

    private static FullNodeClient client(String named, HttpClient http, ChainConfig chain) {
        int at = named.indexOf('=');
        if (at < 0) throw new IllegalArgumentException("a full node is configured as name=url, not " + named);
        URI endpoint = URI.create(named.substring(at + 1));
        boolean isHttp = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!isHttp) throw new IllegalArgumentException("the url of a full node is http or https");
        return new FullNodeClient(new FullNode(named.substring(0, at)), endpoint, http, chain.requestTimeout());
    }

    private static Address address(String key, String text) {
        try {
            return Address.parse(text);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
