package io.meshplane.payment;

import io.meshplane.chain.Address;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A network of this run's own, with a wallet of its own, and times short enough for tests. */
public final class PaymentTestResource implements QuarkusTestResourceLifecycleManager {
    static final String NETWORK = "test.network";

    @Override
    public Map<String, String> start() {
        String network = Operators.freshNetwork();
        return Map.of(
                "meshplane.payment.pending-claims-max",
                "5",
                "meshplane.payment.refused-claims-kept",
                "3",
                NETWORK,
                network,
                "meshplane.payment.payees." + network,
                till(network).toString(),
                "meshplane.chain.token",
                "0x7357000000000000000000000000000000007357",
                "meshplane.chain.poll-interval",
                "100ms",
                "meshplane.chain.request-timeout",
                "1s",
                "meshplane.chain.quarantine",
                "3s");
    }

    /** The wallet that is paid in a network of tests. */
    static Address till(String network) {
        return TestBlocks.wallet("till of " + network).address();
    }

    @Override
    public void stop() {}
}
