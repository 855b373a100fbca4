package io.meshplane.payment.domain.claim;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import org.jspecify.annotations.Nullable;

/**
 * What a claimant meant to pay; whatever is left out is not compared.
 *
 * @param amount in base units
 * @param asset that the amount is of; without it, whatever was paid
 * @param dueHeight the last block in which the payment is in time
 */
public record Expectation(
        @Nullable Amount amount,
        @Nullable Asset asset,
        @Nullable Long dueHeight) {
    public static final Expectation NONE = new Expectation(null, null, null);

    public Expectation {
        if (dueHeight != null && dueHeight < 0) throw new IllegalArgumentException("height < 0: " + dueHeight);
    }
}
