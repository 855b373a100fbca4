package io.meshplane.payment;

import io.meshplane.payment.domain.usage.BillingPolicy.Attestation;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What operators set for billing. */
@ConfigMapping(prefix = "meshplane.billing")
public interface BillingConfig {
    /** Whose word is enough for a byte to be billed. */
    @WithDefault("both-ends")
    Attestation attestation();

    /** The most that a buyer pays, in base units per 10^9 bytes; holds for prices that are seen from now on. */
    Optional<String> priceCap();

    /** First bytes of every direction that are free; holds for directions that begin from now on. */
    @WithDefault("0")
    long freeBytes();

    /** Bytes after which both ends' figures are compared again. */
    @WithDefault("100000000")
    long divergencePeriodBytes();

    /** Difference in a period that sampling alone explains. */
    @WithDefault("1000000")
    long divergenceToleranceBytes();

    /** A divergence report is opened above this rate. */
    @WithDefault("50")
    int divergenceOpenPerMille();

    /** An open divergence report is closed at or below this rate. */
    @WithDefault("20")
    int divergenceClosePerMille();

    /** Debt in base units from which a node should pay. */
    @WithDefault("300000000000000000")
    String payThreshold();

    /** Debt from which it is warned. */
    @WithDefault("1500000000000000000")
    String warnThreshold();

    /** Debt from which its traffic is held back. */
    @WithDefault("3000000000000000000")
    String enforceThreshold();

    /** Percent of a threshold below which its stage ends. */
    @WithDefault("80")
    int releasePercent();

    /** Pause between two audits; each looks at one network. */
    @WithDefault("10s")
    Duration auditInterval();

    /** The community's share of each payment. */
    @WithDefault("0")
    int communityPerMille();

    /** Smallest payment that is proposed, in base units. */
    @WithDefault("300000000000000000")
    String smallestPayment();

    /** Whether another operator must approve an adjustment. */
    @WithDefault("false")
    boolean twoPersonAdjustments();
}
