package io.meshplane.payment.domain.usage;

import java.math.BigInteger;

/** Bytes of a lot as either end counts them, never negative. */
public record Tally(BigInteger sellerBytes, BigInteger buyerBytes) {
    static final Tally NONE = new Tally(BigInteger.ZERO, BigInteger.ZERO);

    public Tally {
        if (sellerBytes.signum() < 0 || buyerBytes.signum() < 0) throw new IllegalArgumentException("bytes < 0");
    }

    Tally plus(End end, BigInteger bytes) {
        return switch (end) {
            case SELLER -> new Tally(sellerBytes.add(bytes), buyerBytes);
            case BUYER -> new Tally(sellerBytes, buyerBytes.add(bytes));
        };
    }

    BigInteger lower() {
        return sellerBytes.min(buyerBytes);
    }
}
