package io.meshplane.payment.domain.usage;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.domain.usage.BillingPolicy.Attestation;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns bytes into money. A lot costs floor(bytes × price / 10^9) over its cumulative bytes, so what is posted between any two
 * moments is a difference of two floors, and any sampling gives the same sum to the last unit. Nothing here knows of time.
 */
public final class BillRules {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    /**
     * What a direction costs.
     *
     * @param tariffs of all versions that are known
     */
    public static Bill bill(MeterBook book, Map<Lot, Tariff> tariffs, BillingPolicy policy) {
        SortedMap<Lot, Charge> charges = new TreeMap<>();
        SortedSet<Lot> unpriced = new TreeSet<>();
        SortedSet<Lot> unpayable = new TreeSet<>();
        BigInteger free = policy.freeBytes();
        for (Map.Entry<Lot, BigInteger> one : billable(book, policy).entrySet()) {
            Lot lot = one.getKey();
            BigInteger bytes = one.getValue();
            Tariff tariff = tariffs.get(lot);
            if (tariff == null) {
                unpriced.add(lot);
                continue;
            }
            if (cost(tariff.price(), bytes).bitLength() > 256) {
                unpayable.add(lot);
                continue;
            }
            charges.put(lot, charge(bytes, bytes.min(free), tariff));
            free = free.subtract(bytes.min(free));
        }
        return new Bill(charges, unpriced, unpayable);
    }

    private static SortedMap<Lot, BigInteger> billable(MeterBook book, BillingPolicy policy) {
        boolean sellerAlone = policy.attestation() == Attestation.SELLER_WHILE_BUYER_IS_SILENT
                && book.total().buyerBytes().signum() == 0;
        return sellerAlone ? book.claimed() : book.attested();
    }

    private static Charge charge(BigInteger bytes, BigInteger freeBytes, Tariff tariff) {
        Price paid = tariff.paid();
        BigInteger gross = cost(tariff.price(), bytes);
        BigInteger capped = cost(paid, bytes);
        return new Charge(
                bytes,
                tariff.price(),
                tariff.asset(),
                new Amount(gross),
                new Amount(gross.subtract(capped)),
                new Amount(cost(paid, freeBytes)));
    }

    private static BigInteger cost(Price price, BigInteger bytes) {
        return bytes.multiply(price.perBillionBytes().value()).divide(BILLION);
    }

    private BillRules() {}
}
