package io.meshplane.payment;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.claim.ClaimLimits;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.meshplane.payment.domain.settlement.DebtPolicy;
import io.meshplane.payment.domain.usage.BillingPolicy;
import io.meshplane.payment.domain.usage.DivergencePolicy;
import io.meshplane.payment.domain.usage.Tariff;
import io.meshplane.payment.domain.webhook.RetryRules;
import io.meshplane.platform.webhook.AddressRange;
import io.meshplane.platform.webhook.ReceiverRules;
import io.meshplane.platform.webhook.WebhookClient;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigInteger;
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
    VerdictRules.Policy verdictPolicy(ChainConfig chain) {
        return new VerdictRules.Policy(chain.id(), chain.claimDeadlineBlocks());
    }

    @Produces
    @Singleton
    ClaimLimits claimLimits(PaymentConfig payment) {
        return new ClaimLimits(
                payment.pendingClaimsMax(),
                payment.refusedClaimsKept(),
                payment.answersKept(),
                payment.answersKeptFor());
    }

    @Produces
    @Singleton
    Payees payees(ChainConfig chain, PaymentConfig payment) {
        return payees(chain.id(), payment.payees(), payment.communities(), chain.token());
    }

    /**
     * Who is paid. Without any wallet the development chain pays network {@code home}; any other chain needs one.
     *
     * @throws IllegalArgumentException with words for the operator if a wallet is missing, misspelt, or everybody's, or a
     *     community is that of no network with a wallet
     */
    static Payees payees(
            long chainId, Map<String, String> configured, Map<String, String> communities, Optional<String> token) {
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
        Map<NetworkId, Address> shares = new HashMap<>();
        communities.forEach((network, text) -> {
            if (!chosen.containsKey(network)) {
                throw new IllegalArgumentException("communities." + network + ": the network has no wallet in payees");
            }
            shares.put(new NetworkId(network), address("communities." + network, text));
        });
        return Payees.of(chainId, wallets, shares, token.map(contract -> address("token", contract)));
    }

    /** What traffic costs where no price is set, and the network's cap for all prices. */
    @Produces
    @Singleton
    Tariff defaultTariff(PaymentConfig payment, BillingConfig billing, Payees payees) {
        return new Tariff(
                Price.parse(payment.defaultPrice()),
                payees.usualAsset(),
                billing.priceCap().map(Price::parse).orElse(null));
    }

    @Produces
    @Singleton
    BillingPolicy billingPolicy(BillingConfig billing) {
        return new BillingPolicy(billing.attestation(), BigInteger.valueOf(billing.freeBytes()));
    }

    @Produces
    @Singleton
    DebtPolicy debtPolicy(BillingConfig billing) {
        return new DebtPolicy(
                Amount.parse(billing.payThreshold()),
                Amount.parse(billing.warnThreshold()),
                Amount.parse(billing.enforceThreshold()),
                billing.releasePercent());
    }

    @Produces
    @Singleton
    DivergencePolicy divergencePolicy(BillingConfig billing) {
        return new DivergencePolicy(
                BigInteger.valueOf(billing.divergencePeriodBytes()),
                BigInteger.valueOf(billing.divergenceToleranceBytes()),
                billing.divergenceOpenPerMille(),
                billing.divergenceClosePerMille());
    }

    @Produces
    @Singleton
    RetryRules.Policy retryPolicy(PaymentConfig payment) {
        PaymentConfig.Webhooks webhooks = payment.webhooks();
        return new RetryRules.Policy(webhooks.backOffLeast(), webhooks.backOffMost(), webhooks.disabledAfter());
    }

    @Produces
    @Singleton
    WebhookClient webhookClient(PaymentConfig payment, Vertx vertx) {
        PaymentConfig.Webhooks webhooks = payment.webhooks();
        List<AddressRange> allowed = webhooks.allowedAddresses().orElse(List.of()).stream()
                .map(AddressRange::parse)
                .toList();
        return new WebhookClient(vertx, new ReceiverRules(allowed), webhooks.deadline());
    }

    /** What does not change about the chain while this service runs. */
    static FullNodes.Fixed fixed(ChainConfig chain) {
        Optional<Hash32> genesis = chain.genesis().map(text -> {
            try {
                return Hash32.parse(text);
            } catch (MalformedChainDataException e) {
                throw new IllegalArgumentException("genesis: " + e.getMessage(), e);
            }
        });
        return new FullNodes.Fixed(chain.profile(), genesis, chain.reorgHorizonBlocks() + chain.lookBackBlocks());
    }

    static HttpClient http(ChainConfig chain) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(chain.requestTimeout())
                .build();
    }

    private static Address address(String key, String text) {
        try {
            return Address.parse(text);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
