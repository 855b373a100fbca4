package io.meshplane.payment.domain.usage;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import java.math.BigInteger;

/**
 * What a lot costs so far.
 *
 * @param bytes billed, cumulative
 * @param gross at the seller's price
 * @param overCap part of it that is beyond the cap, taken back
 * @param free part of the rest that falls on free bytes, taken back
 */
public record Charge(BigInteger bytes, Price price, Asset asset, Amount gross, Amount overCap, Amount free) {
    public Charge {
        if (gross.compareTo(overCap.plus(free)) < 0) throw new IllegalArgumentException("more taken back than charged");
    }

    /** What the buyer pays. */
    public BigInteger net() {
        return gross.value().subtract(overCap.value()).subtract(free.value());
    }
}
