package io.meshplane.route.domain.graph;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Price;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Optional;

/**
 * What one unit of price is in a network's graph: the greatest common divisor of all its prices, so that no price is rounded. Prices
 * in wei per 10^9 bytes need 60 bits and more, but people set round ones; as multiples of their unit they fit the graph's 32.
 *
 * @param value base units per 10^9 bytes, 1 or more
 */
public record PriceUnit(BigInteger value) {
    /** Where every price is 0, or none is set. */
    public static final PriceUnit ONE = new PriceUnit(BigInteger.ONE);

    private static final int UNIT_BITS = 32;

    public PriceUnit {
        if (value.signum() <= 0) throw new IllegalArgumentException("a unit of " + value);
    }

    /** The unit of some prices; empty if they are so odd that the highest is 2^32 units or more. */
    public static Optional<PriceUnit> of(Collection<Price> prices) {
        BigInteger unit = BigInteger.ZERO;
        BigInteger highest = BigInteger.ZERO;
        for (Price price : prices) {
            BigInteger value = price.perBillionBytes().value();
            unit = unit.gcd(value);
            highest = highest.max(value);
        }
        if (unit.signum() == 0) return Optional.of(ONE);
        return highest.divide(unit).bitLength() > UNIT_BITS ? Optional.empty() : Optional.of(new PriceUnit(unit));
    }

    /**
     * A unit for prices that have no common one that fits: as coarse as the highest price needs. What is counted in it is rounded up.
     *
     * @param prices one or more above 0
     */
    public static PriceUnit coarse(Collection<Price> prices) {
        BigInteger highest = BigInteger.ZERO;
        for (Price price : prices) highest = highest.max(price.perBillionBytes().value());
        int bits = Math.max(0, highest.bitLength() - UNIT_BITS + 1);
        return new PriceUnit(BigInteger.ONE.shiftLeft(bits));
    }

    /** Whether a price is counted in these units without rounding. */
    public boolean counts(Price price) {
        BigInteger[] parts = price.perBillionBytes().value().divideAndRemainder(value);
        return parts[1].signum() == 0 && parts[0].bitLength() <= UNIT_BITS;
    }

    /** A price in units, unsigned, rounded up; 2^32 - 1 if it is more. */
    public int unitsRoundedUp(Price price) {
        BigInteger units = price.perBillionBytes()
                .value()
                .add(value)
                .subtract(BigInteger.ONE)
                .divide(value);
        return units.bitLength() > UNIT_BITS ? -1 : units.intValue();
    }

    /**
     * A price in units, unsigned.
     *
     * @throws IllegalArgumentException if it is no multiple of the unit, or too many
     */
    public int units(Price price) {
        BigInteger[] parts = price.perBillionBytes().value().divideAndRemainder(value);
        if (parts[1].signum() != 0 || parts[0].bitLength() > UNIT_BITS) {
            throw new IllegalArgumentException(price + " is not counted in units of " + value);
        }
        return parts[0].intValue();
    }

    /** A sum of units as money. */
    public Price price(long units) {
        return new Price(new Amount(value.multiply(BigInteger.valueOf(units))));
    }
}
