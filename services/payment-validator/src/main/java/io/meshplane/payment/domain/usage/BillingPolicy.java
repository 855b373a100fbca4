package io.meshplane.payment.domain.usage;

import java.math.BigInteger;

/**
 * What holds for a direction beside its prices.
 *
 * @param attestation whose word is enough
 * @param freeBytes the first bytes of the direction, at least 0; what they cost is taken back
 */
public record BillingPolicy(Attestation attestation, BigInteger freeBytes) {
    /** Whose word is enough. */
    public enum Attestation {
        /** The lower figure of both; with one end silent nothing is billed yet. */
        BOTH_ENDS,
        /** As long as the buyer is silent, the seller's. */
        SELLER_WHILE_BUYER_IS_SILENT
    }

    public BillingPolicy {
        if (freeBytes.signum() < 0) throw new IllegalArgumentException("free bytes < 0");
    }

    /** Full price for what both ends attest. */
    public static final BillingPolicy PLAIN = new BillingPolicy(Attestation.BOTH_ENDS, BigInteger.ZERO);
}
