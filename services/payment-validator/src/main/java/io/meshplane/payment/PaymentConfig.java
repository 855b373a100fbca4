package io.meshplane.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** What operators set for payments. */
@ConfigMapping(prefix = "meshplane.payment")
public interface PaymentConfig {
    /** Wallets that are paid, by network: 0x and 40 hex digits each. */
    Map<String, String> payees();

    /** What traffic costs where no price is set: base units per 10^9 bytes. */
    @WithDefault("0")
    String defaultPrice();

    /** Claims of one node that may wait for their verdict. */
    @WithDefault("1000")
    int pendingClaimsMax();

    /** Refused claims of one node that are kept, the newest. */
    @WithDefault("1000")
    int refusedClaimsKept();
}
