package io.meshplane.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators set for payments. */
@ConfigMapping(prefix = "meshplane.payment")
public interface PaymentConfig {
    /** Wallets that are paid, by network: 0x and 40 hex digits each. */
    Map<String, String> payees();

    /** Where a network's community takes its share of payments: addresses, by network. Paid there counts like paid to the wallet. */
    Map<String, String> communities();

    /** What traffic costs where no price is set: base units per 10^9 bytes. */
    @WithDefault("0")
    String defaultPrice();

    /** Claims of one node that may wait for their verdict. */
    @WithDefault("1000")
    int pendingClaimsMax();

    /** Refused claims of one node that are kept, the newest. */
    @WithDefault("1000")
    int refusedClaimsKept();

    /** Answers to claims with an Idempotency-Key that are kept of one node, the newest. */
    @WithDefault("1000")
    int answersKept();

    /** How long such an answer is kept. */
    @WithDefault("24h")
    Duration answersKeptFor();

    /** How long notices are kept for streams that come back, webhooks and their replay. */
    @WithDefault("30d")
    Duration noticesKeptFor();

    /** Streams of notices at one time. */
    @WithDefault("200")
    int streamsMax();

    /** Of those, for one network. */
    @WithDefault("20")
    int streamsPerNetworkMax();

    /** How long a stream may take to take one batch of notices; then it is ended. */
    @WithDefault("30s")
    Duration streamSilence();

    /** How long a stream lives; whoever reads it comes back with Last-Event-ID. */
    @WithDefault("1h")
    Duration streamLife();

    /** Webhooks. */
    Webhooks webhooks();

    /** What operators may register, and how it is delivered to. */
    interface Webhooks {
        /** Endpoints of one network. */
        @WithDefault("10")
        int endpointsMax();

        /**
         * Networks in CIDR notation that may be delivered to although they are private, loopback, link-local or alike, and without
         * TLS; none unless they are named.
         */
        Optional<List<String>> allowedAddresses();

        /** Of one delivery: name, connection and answer together. */
        @WithDefault("10s")
        Duration deadline();

        /** Before the first repetition of a delivery; it doubles each time. */
        @WithDefault("5s")
        Duration backOffLeast();

        /** The longest between two tries. */
        @WithDefault("6h")
        Duration backOffMost();

        /** How long an endpoint may fail without one success; then it is disabled. */
        @WithDefault("5d")
        Duration disabledAfter();

        /** How long a former secret signs beside the new one. */
        @WithDefault("24h")
        Duration formerSecretFor();
    }
}
