package io.meshplane.payment;

import io.meshplane.chain.Address;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A network of this run's own, with a wallet of its own, and times short enough for tests. */
public final class PaymentTestResource implements QuarkusTestResourceLifecycleManager {
    static final String NETWORK = "test.network";
    /** More than any other test mines. */
    static final int DEADLINE_BLOCKS = 300;

    @Override
    public Map<String, String> start() {
        String network = Operators.freshNetwork();
        Map<String, String> config = new HashMap<>();
        config.put("meshplane.payment.pending-claims-max", "5");
        config.put("meshplane.payment.refused-claims-kept", "3");
        config.put("meshplane.payment.answers-kept", "3");
        config.put("meshplane.payment.streams-per-network-max", "3");
        config.put("meshplane.payment.stream-silence", "2s");
        config.put("meshplane.payment.webhooks.allowed-addresses", "127.0.0.0/8");
        config.put("meshplane.payment.webhooks.endpoints-max", "4");
        config.put("meshplane.payment.webhooks.deadline", "2s");
        config.put("meshplane.payment.webhooks.back-off-least", "100ms");
        config.put("meshplane.payment.webhooks.back-off-most", "1s");
        config.put("meshplane.payment.webhooks.disabled-after", "20s");
        config.put(NETWORK, network);
        config.put("meshplane.payment.payees." + network, till(network).toString());
        config.put(
                "meshplane.payment.communities." + network, community(network).toString());
        config.put("meshplane.chain.token", "0x7357000000000000000000000000000000007357");
        config.put("meshplane.chain.bands", "coin@400000000000000000=60,coin@600000000000000000=finalized");
        config.put("meshplane.chain.claim-deadline-blocks", Integer.toString(DEADLINE_BLOCKS));
        config.put("meshplane.chain.poll-interval", "100ms");
        config.put("meshplane.chain.probe-interval", "300ms");
        config.put("meshplane.chain.request-timeout", "1s");
        config.put("meshplane.chain.quarantine", "1s");
        config.put("meshplane.chain.clean-proofs", "2");
        config.put("meshplane.billing.audit-interval", "100ms");
        return config;
    }

    /** The wallet that is paid in a network of tests. */
    static Address till(String network) {
        return TestBlocks.wallet("till of " + network).address();
    }

    /** The address of its community. */
    static Address community(String network) {
        return TestBlocks.wallet("community of " + network).address();
    }

    @Override
    public void stop() {}
}
