package io.meshplane.payment.domain.usage;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import org.jspecify.annotations.Nullable;

/**
 * What traffic costs, and in what it is paid.
 *
 * @param cap the most that a buyer pays, by a rule of the network; what the seller asks beyond it is taken back; null = no rule
 */
public record Tariff(Price price, Asset asset, @Nullable Price cap) {
    public Tariff(Price price, Asset asset) {
        this(price, asset, null);
    }

    /** What the buyer pays in the end. */
    public Price paid() {
        Price most = cap == null ? price : cap;
        return most.perBillionBytes().compareTo(price.perBillionBytes()) < 0 ? most : price;
    }
}
